import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { WriterHost } from "./writer-host";

const folder = temporaryFolder();
const file = join(folder.path, "threads.db");
let host = new WriterHost();
let store: Store | null = null;

async function open(): Promise<Store> {
  host = new WriterHost();
  store = await openStore({
    databaseUrl: `file:${file}`,
    openWriter: (databaseUrl) => host.open(databaseUrl),
  });
  return store;
}

afterEach(async () => {
  await store?.close();
  await host.close();
});

describe("the thread that writes", () => {
  it("is begun anew when it dies, and no turn is lost, written twice or out of order", async () => {
    const opened = await open();
    const sessions = Array.from({ length: 6 }, (_, at) => `s-${at}`);
    const indices = await Promise.all(
      sessions.map(async (session, at) => {
        const told: number[] = [];
        for (let turn = 1; turn <= 12; turn++) {
          const input = turnForStore([1, at, turn], [turn, at]);
          const written = opened.appendTurn(session, input, sessionForStore(session));
          // In the middle of whatever it writes just then.
          if (at === 0 && turn % 4 === 0) void host.kill();
          told.push(await written);
        }
        return told;
      }),
    );
    const expected = Array.from({ length: 12 }, (_, at) => at + 1);
    expect(indices).toEqual(sessions.map(() => expected));
    const reader = await openStore({ databaseUrl: `file:${file}` });
    for (const [at, session] of sessions.entries()) {
      const { turns } = await reader.readRecording(session);
      expect(turns.map(({ outputIds }) => [...outputIds])).toEqual(expected.map((turn) => [turn, at]));
    }
    await reader.close();
  });

  it("waits for a foreign lock without holding up the thread that serves, and says who is to blame", async () => {
    const opened = await open();
    await opened.openSession(sessionForStore("before"));
    const other = new Database(file);
    other.exec("BEGIN IMMEDIATE");
    let turnsOfTheLoop = 0;
    const watch = setInterval(() => {
      turnsOfTheLoop += 1;
    }, 20);
    const refused = opened.openSession(sessionForStore("refused"));
    await expect(refused).rejects.toMatchObject({ name: "StoreFault", kind: "locked" });
    clearInterval(watch);
    expect(turnsOfTheLoop).toBeGreaterThan(10);
    expect(await opened.findSession("before")).toMatchObject({ id: "before" });
    other.exec("COMMIT");
    other.close();
    await expect.poll(() => opened.writeFault()).toBeNull();
    await opened.openSession(sessionForStore("refused"));
  });
});
