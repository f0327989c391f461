import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreFault } from "@/lib/core/base/store-fault";
import { databaseOf } from "@/lib/store/database/database-of";
import { POSTGRES } from "@/lib/store/dialect/postgres-dialect";
import { type CommitProxy, commitProxy } from "@/test/postgres/commit-proxy";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { openStore } from "./open-store";
import type { Store } from "./store";

let database: FreshDatabase;
let proxy: CommitProxy;
let store: Store;
let beside: Store;

beforeAll(async () => {
  database = await freshDatabase();
  proxy = await commitProxy(database.url);
  beside = await openStore({ databaseUrl: database.url });
});
afterAll(async () => {
  await beside.close();
  await proxy.close();
  await database.remove();
});

beforeEach(async () => {
  await database.clear();
  store = await openStore({ databaseUrl: proxy.url });
  await store.openSession(sessionForStore("s"));
  await store.appendTurn("s", turnForStore([1], [2]));
});
afterEach(() => store.close());

/** What another process reads of the session. */
async function recorded(): Promise<readonly number[][]> {
  const { turns, prompts } = await beside.readRecording("s");
  return turns.map(({ index, outputIds }) => [...prompts.ids(index), ...outputIds]);
}

const fault = (kind: string) => expect.objectContaining({ name: "StoreFault", kind });

describe("a connection that is cut in the middle of a commit", () => {
  it("gives the turn that was committed its index, and writes it once", async () => {
    proxy.cutAtCommit("after");
    expect(await store.appendTurn("s", turnForStore([1, 2, 3], [4]))).toBe(2);
    expect(await store.appendTurn("s", turnForStore([1, 2, 3, 4, 5], [6]))).toBe(3);
    expect(await recorded()).toEqual([
      [1, 2],
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  it("loses no turn that was never committed: it is written over the next connection", async () => {
    proxy.cutAtCommit("before");
    expect(await store.appendTurn("s", turnForStore([1, 2, 3], [4]))).toBe(2);
    expect(await recorded()).toEqual([
      [1, 2],
      [1, 2, 3, 4],
    ]);
  });

  it("leaves other writes done, and the next ones work", async () => {
    for (const when of ["before", "after"] as const) {
      proxy.cutAtCommit(when);
      await store.setDelivery("s", 1, "partly_delivered");
      const { turns } = await beside.readRecording("s");
      expect(turns[0]?.delivery).toBe("partly_delivered");
      await store.setDelivery("s", 1, "delivered");
    }
  });
});

describe("a database that takes no writes", () => {
  it("is named without its password, refuses calls before anything is sampled, and is noticed when it is well", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const set = (isReadOnly: boolean) =>
      database.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${isReadOnly}`);
    const forget = () =>
      database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
      );
    await set(true);
    await forget();
    await expect
      .poll(() => store.appendTurn("s", turnForStore([1, 2, 3], [4])).catch(String))
      .toContain("may not be written");
    await expect(store.checkWritable()).rejects.toEqual(fault("read_only"));
    expect(await store.writeFault()).toContain(new URL(proxy.url).host);
    await database.query(
      `BEGIN READ WRITE; ALTER DATABASE "${name}" SET default_transaction_read_only = false; COMMIT`,
    );
    await forget();
    await expect.poll(() => store.writeFault()).toBeNull();
    expect(await store.appendTurn("s", turnForStore([1, 2, 3], [4]))).toBe(2);
  });

  it("is a fault of the storage", () => {
    const words = [
      ["cannot execute INSERT in a read-only transaction", "read_only"],
      ["could not extend file: No space left on device", "full"],
      ["terminating connection due to administrator command", "broken"],
      ["the database system is starting up", "broken"],
    ];
    for (const [said, kind] of words) {
      expect(StoreFault.of(new Error(said), "postgresql://db:5432/runs")).toEqual(fault(kind ?? ""));
    }
  });
});

describe("a recorder that stands still in the middle of a transaction", () => {
  it("holds up the others until the server breaks its connection, and writes nothing of it later", async () => {
    const still = await databaseOf(database.url).openWriter();
    const written = still.$transaction(
      async (opened) => {
        await opened.$executeRaw(POSTGRES.writeLock);
        await opened.$executeRaw`UPDATE "Session" SET "label" = 'of the one that stood still'`;
        expect(await store.appendTurn("s", turnForStore([1, 2, 3], [4]))).toBe(2);
      },
      { maxWait: 600_000, timeout: 600_000 },
    );
    await expect(written).rejects.toThrow();
    await still.$disconnect();
    expect(await recorded()).toHaveLength(2);
    expect((await beside.findSession("s"))?.label).toBeNull();
  });
});

describe("what other processes write", () => {
  it("is told by the server, also after the connection that hears it broke", async () => {
    let told = 0;
    const stop = beside.watch(() => {
      told++;
    });
    await expect.poll(() => told).toBeGreaterThan(0);
    for (const id of ["one", "two"]) {
      const before = told;
      await store.openSession(sessionForStore(id));
      await expect.poll(() => told).toBeGreaterThan(before);
      const cut = told;
      await database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'turntree changes'",
      );
      await expect.poll(() => told).toBeGreaterThan(cut);
    }
    stop?.();
  });
});
