import { afterEach, describe, expect, it } from "vitest";
import { readAge, readKeepRule } from "@/lib/core/recording/keep-rule";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { Connection } from "./connection";
import { openConnection } from "./open-connection";
import { PrismaStore } from "./prisma-store";
import { pruneSessions } from "./prune-sessions";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** How many rows each table holds that belongs to sessions. */
async function rowsLeft({ client }: Connection): Promise<readonly number[]> {
  return Promise.all([
    client.session.count(),
    client.turn.count(),
    client.turnLists.count(),
    client.turnOutput.count(),
    client.messageBody.count(),
    client.messageNode.count(),
    client.sessionCause.count(),
  ]);
}

describe.each(EMPTY_DATABASES)("old sessions in %s", (_, emptyDatabase) => {
  it("are removed whole, but for those that a label keeps and those that changed since", async () => {
    const database: EmptyDatabase = await emptyDatabase();
    const connection = await openConnection({ databaseUrl: database.url });
    const store = new PrismaStore(connection);
    ended.push(async () => {
      await store.close();
      await database.remove();
    });
    const labels = { gold: { gold: "yes" }, silver: { gold: "no" }, plain: {}, other: { run: "r" } };
    for (const [id, held] of Object.entries(labels)) {
      await store.openSession(sessionForStore(id, { labels: held }));
      for (let turn = 0; turn < 3; turn++) await store.appendTurn(id, turnForStore([turn], [2]));
      await store.updateSession(id, {
        causes: [{ subject: "fork", cause: "compaction", count: 1, tokens: 2 }],
      });
    }
    const before = Date.now() + 60_000;
    const keep = [{ label: "gold", value: "yes" }];
    const prune = async (isDry: boolean, since = before) => {
      const removed: string[] = [];
      for await (const id of pruneSessions(connection, { before: since, keep, isDry })) removed.push(id);
      return removed;
    };
    expect(await prune(false, 1)).toEqual([]);
    const all = await rowsLeft(connection);
    expect(await prune(true)).toEqual(["silver", "plain", "other"]);
    expect(await rowsLeft(connection)).toEqual(all);
    expect(await prune(false)).toEqual(["silver", "plain", "other"]);
    expect(await rowsLeft(connection)).toEqual(all.map((count) => count / 4));
    expect(
      (await store.listSessions({ filter: "answer", sort: "created_at", limit: 9 })).sessions,
    ).toMatchObject([{ id: "gold" }]);
    await expect(store.readRecording("plain")).rejects.toThrow("there is no such session");
    await store.openSession(sessionForStore("plain"));
    expect(await store.appendTurn("plain", turnForStore([1], [2]))).toBe(1);
  });
});

describe("what is kept, and for how long,", () => {
  it("is read from words", () => {
    expect(["30d", "12h", "2w", "d", "3", "-1d", "1.5d"].map(readAge)).toEqual([
      2_592_000_000,
      43_200_000,
      1_209_600_000,
      null,
      null,
      null,
      null,
    ]);
    expect(readKeepRule("label:gold")).toEqual({ label: "gold", value: null });
    expect(readKeepRule("label:run=a=b")).toEqual({ label: "run", value: "a=b" });
    expect(readKeepRule("gold")).toBeNull();
  });
});
