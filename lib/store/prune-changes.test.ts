import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { openConnection } from "./open-connection";
import { openStore } from "./open-store";
import { PrismaStore } from "./prisma-store";
import { pruneChanges } from "./prune-changes";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function open(emptyDatabase: () => Promise<EmptyDatabase>) {
  const database = await emptyDatabase();
  const connection = await openConnection({ databaseUrl: database.url });
  const store = new PrismaStore(connection);
  ended.push(
    () => database.remove(),
    () => store.close(),
  );
  const prune = async (kept: number) => {
    let removed = 0;
    for await (const count of pruneChanges(connection, kept)) removed += count;
    return removed;
  };
  return { url: database.url, connection, store, prune };
}

/** More than 32 bits hold, signed or not. */
const FAR_ON = 8_589_934_592;

/** Lets the next change be counted on from far above 32 bits, as after weeks of a large run. */
async function countOnFrom(
  name: string,
  { url, connection }: Awaited<ReturnType<typeof open>>,
): Promise<void> {
  if (name === "PostgreSQL") {
    await connection.client.$queryRawUnsafe(`SELECT setval('"Change_revision_seq"', ${FAR_ON})::text`);
    return;
  }
  const file = new Database(url.slice("file:".length));
  file.prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'Change'`).run(FAR_ON);
  file.close();
}

describe.each(EMPTY_DATABASES)("the log of changes in %s", (name, emptyDatabase) => {
  it("loses its oldest changes, is counted on, and nobody who reads a session misses any", async () => {
    const { url, store, prune } = await open(emptyDatabase);
    await store.openSession(sessionForStore("s"));
    for (let turn = 0; turn < 5; turn++) await store.appendTurn("s", turnForStore([turn], [2]));
    const other = await openStore({ databaseUrl: url });
    ended.push(() => other.close());
    await other.readRecording("s");
    for (let turn = 1; turn <= 5; turn++) await store.setDelivery("s", turn, "undelivered");
    await store.caughtUp();

    const last = await store.lastRevision();
    expect(await prune(2)).toBe(last - 2);
    expect((await store.changesSince(0)).map(({ revision }) => revision)).toEqual([last - 1, last]);
    const { turns } = await other.readRecording("s");
    expect(turns.map(({ delivery }) => delivery)).toEqual(Array(5).fill("undelivered"));

    expect(await prune(2)).toBe(0);
    expect(await prune(0)).toBe(1);
    await store.appendTurn("s", turnForStore([9], [2]));
    expect(await store.lastRevision()).toBe(last + 1);
  });

  it("is counted on beyond 32 bits, and all that goes by revisions goes on", async () => {
    const opened = await open(emptyDatabase);
    const { url, store } = opened;
    await store.openSession(sessionForStore("s"));
    await store.appendTurn("s", turnForStore([1], [2]));
    const other = await openStore({ databaseUrl: url });
    ended.push(() => other.close());
    await other.readRecording("s");
    await countOnFrom(name, opened);

    await store.appendTurn("s", turnForStore([1, 2], [2]));
    await store.setDelivery("s", 1, "undelivered");
    await store.caughtUp();
    const { turns } = await other.readRecording("s");
    expect(turns.map(({ delivery }) => delivery)).toEqual(["undelivered", "delivered"]);
    expect(await store.lastRevision()).toBe(FAR_ON + 2);
    expect(await store.sessionHead("s")).toMatchObject({ revision: FAR_ON + 2 });
    expect(await store.findSession("s")).toMatchObject({ revision: FAR_ON + 2 });
    expect((await store.changesSince(FAR_ON)).map(({ revision }) => revision)).toEqual([
      FAR_ON + 1,
      FAR_ON + 2,
    ]);
    const digest = "ab".repeat(32);
    const trace = { session: "s", revision: FAR_ON + 2, rewardRevision: 0, policy: "answer", sample: 0 };
    await store.noteTraces([{ ...trace, digest, leaf: "1", length: 2, responseLength: 1, trained: [] }]);
    expect(await store.readTraces("s")).toMatchObject([{ revision: FAR_ON + 2 }]);
  });
});
