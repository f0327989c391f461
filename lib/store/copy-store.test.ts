import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/prisma/generated/client";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { user } from "@/test/recording/messages";
import { damageTable } from "@/test/store/damage-table";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import type { Connection } from "./connection";
import { COPIED_TABLES, type CopiedSession, copyStore } from "./copy-store";
import { openConnection } from "./open-connection";
import { openStore } from "./open-store";
import type { Store } from "./store";

const folder = temporaryFolder();
const sqlite = `file:${folder.path}/from.db`;
let postgres: FreshDatabase;
beforeAll(async () => {
  postgres = await freshDatabase();
});
afterAll(async () => {
  await postgres.remove();
  folder.remove();
});

async function copy(from: string, to: string): Promise<readonly CopiedSession[]> {
  const [source, target] = [
    await openConnection({ databaseUrl: from }),
    await openConnection({ databaseUrl: to }),
  ];
  try {
    const copied: CopiedSession[] = [];
    for await (const session of copyStore(source, target)) copied.push(session);
    return copied;
  } finally {
    await source.close();
    await target.close();
  }
}

async function withStore<T>(databaseUrl: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ databaseUrl });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function withConnection<T>(
  databaseUrl: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await openConnection({ databaseUrl });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

const contents = (databaseUrl: string) =>
  withStore(databaseUrl, async (store) => {
    const { sessions } = await store.listSessions({ sort: "created_at", limit: 100 });
    const lines = await Promise.all(sessions.map(({ id }) => turnLinesOf(store, id)));
    const causes = await store.readCauses(sessions.map(({ id }) => id));
    const found = await store.listSessions({ filter: "memory", sort: "created_at", limit: 100 });
    const facets = await store.countFacets({});
    return { sessions, lines, causes, found: found.sessions.map(({ id }) => id), facets };
  });

const record = (databaseUrl: string, id: string, turns: number) =>
  withStore(databaseUrl, async (store) => {
    await store.openSession(sessionForStore(id, { labels: { run: id } }));
    for (let turn = 1; turn <= turns; turn++) {
      const asked = user(`Question ${turn}: out of memory?`);
      await store.appendTurn(id, turnForStore([1, 2, turn], [turn, 9], { promptMessages: [asked] }));
    }
    await store.updateSession(id, {
      client: "codex",
      causes: [{ subject: "fork", cause: "compaction", count: 1, tokens: 2 }],
    });
  });

describe("a copy of a database", () => {
  it("holds all that it held, by way of PostgreSQL and back, and goes on counting", async () => {
    await record(sqlite, "a", 3);
    await record(sqlite, "b", 0);
    const served = { model: "m", entry: "{}", draining: true, addedAt: 7n };
    await withConnection(sqlite, ({ client }) => client.servedEngine.create({ data: served }));
    const copied = await copy(sqlite, postgres.url);
    expect(copied).toEqual([
      { id: "a", turns: 3, outcome: "copied", fault: null },
      { id: "b", turns: 0, outcome: "copied", fault: null },
    ]);
    const held = await contents(sqlite);
    expect(await contents(postgres.url)).toEqual(held);
    const back = `file:${folder.path}/back.db`;
    await copy(postgres.url, back);
    expect(await contents(back)).toEqual(held);
    expect(await withConnection(back, ({ client }) => client.servedEngine.findMany())).toEqual([served]);
    const last = await withStore(sqlite, (store) => store.lastRevision());
    for (const url of [postgres.url, back]) {
      await record(url, "later", 1);
      expect(await withStore(url, (store) => store.lastRevision())).toBeGreaterThan(last);
    }
  });

  it("goes on where it was: what is there unchanged is passed over, what has grown is copied anew", async () => {
    const to = `file:${folder.path}/again.db`;
    await copy(sqlite, to);
    await withStore(sqlite, (store) => store.appendTurn("a", turnForStore([1], [2])));
    const copied = await copy(sqlite, to);
    expect(copied.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["a", "copied"],
      ["b", "there"],
    ]);
    expect(await contents(to)).toEqual(await contents(sqlite));
  });

  it("takes of a damaged file what can be read, and leaves out what is not whole", async () => {
    const damaged = `${folder.path}/damaged.db`;
    for (const id of ["whole", "torn", "short", "later"]) await record(`file:${damaged}`, id, 3);
    const held = await withStore(`file:${damaged}`, (store) => turnLinesOf(store, "later"));
    const file = new Database(damaged);
    file.exec(
      `UPDATE "TurnOutput" SET "outputIds" = zeroblob(8) WHERE "sessionKey" = (SELECT "key" FROM "Session" WHERE "id" = 'torn')`,
    );
    // As where the last page of a table is gone.
    file.exec(
      `DELETE FROM "Turn" WHERE "index" = 3 AND "sessionKey" = (SELECT "key" FROM "Session" WHERE "id" = 'short')`,
    );
    file.close();
    damageTable(damaged, "MessageSearch_data");
    const to = `file:${folder.path}/mended.db`;
    const copied = await copy(`file:${damaged}`, to);
    expect(copied.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["whole", "copied"],
      ["torn", "left_out"],
      ["short", "left_out"],
      ["later", "copied"],
    ]);
    expect(copied[1]?.fault).toContain('"torn"');
    const { sessions } = await withStore(to, (store) => store.listSessions({ sort: "created_at", limit: 9 }));
    expect(sessions.map(({ id }) => id).toSorted()).toEqual(["later", "whole"]);
    expect(await withStore(to, (store) => turnLinesOf(store, "later"))).toEqual(held);
  });

  it("is refused into a database of other sessions", async () => {
    const other = `file:${folder.path}/other.db`;
    await record(other, "mine", 1);
    await expect(copy(sqlite, other)).rejects.toThrow(/holds the session "mine"/);
  });

  it("knows every table", () => {
    expect(COPIED_TABLES.toSorted()).toEqual(Object.keys(Prisma.ModelName).toSorted());
  });
});
