import SqliteFile from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { freshDatabase } from "@/test/postgres/fresh-database";
import { EMPTY_DATABASES } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { openConnection } from "./open-connection";
import { openStore } from "./open-store";
import { pruneChanges } from "./prune-changes";
import type { Store } from "./store";

/** Sessions beside those that are asked for. */
const OTHERS = 200;

/** The tables that grow with a run. */
const LARGE = [
  "Session",
  "Turn",
  "TurnLists",
  "TurnOutput",
  "TurnEvidence",
  "MessageBody",
  "MessageNode",
  "Annotation",
  "SampleTrace",
  "SessionCause",
  "SessionFlag",
  "Change",
];

/** What SQLite may read from end to end: the list of migrations, values of the statement itself, and what a search finds. */
const SMALL = /^SCAN (_prisma_migrations|CONSTANT ROW|\d+-ROW VALUES CLAUSE|v$|m VIRTUAL TABLE)/;

/** Reads the log along its key and ends with the first row, which its plan does not say. */
const ENDS_OF_LOG = /FROM [^ ]*`?Change`? .* ORDER BY [^ ]*`revision` (ASC|DESC) LIMIT/;

async function fill(store: Store): Promise<void> {
  await Promise.all(
    Array.from({ length: OTHERS }, (_, at) =>
      store.appendTurn(`other-${at}`, turnForStore([at], [2]), sessionForStore(`other-${at}`)),
    ),
  );
}

/** What calls ask and write, on the recorder that has the session and on one that takes it over. */
async function playCalls(databaseUrl: string): Promise<void> {
  const [store, second] = [await openStore({ databaseUrl }), await openStore({ databaseUrl })];
  for (let turn = 1; turn <= 3; turn++) {
    await store.sessionHead("s");
    await store.appendTurn("s", turnForStore([turn], [2]), turn === 1 ? sessionForStore("s") : null);
  }
  await store.setDelivery("s", 1, "undelivered");
  await store.countDelivery("s", 1);
  await second.readRecording("s");
  await second.appendTurn("s", turnForStore([9], [2]));
  await store.appendTurn("s", turnForStore([10], [2]));
  await store.readRecording("s");
  await store.findSession("s");
  await store.updateSession("s", { reward: 1 });
  await store.readTurnStamps("s");
  await store.readChain("s");
  await store.close();
  await second.close();
}

/** What pages ask, and housekeeping does. */
async function playPages(databaseUrl: string): Promise<void> {
  const store = await openStore({ databaseUrl });
  const last = await store.lastRevision();
  await store.changesSince(last - 2);
  await store.listSessions({ filter: "", sort: "created_at", limit: 20 });
  await store.findMessages(["s"], ["answer"]);
  await store.readOpening("s", 3);
  await store.readTurnLeads(["s"], 1, 3);
  await store.readAnnotations("s");
  await store.readTraces("s");
  await store.dropSession("s");
  await store.close();
  const connection = await openConnection({ databaseUrl, isMigrated: true });
  for await (const _ of pruneChanges(connection, last - 1));
  await connection.close();
}

describe("SQLite", async () => {
  const [, emptyDatabase] = EMPTY_DATABASES[0] ?? ["", freshDatabase];
  const database = await emptyDatabase();
  afterAll(() => database.remove());
  beforeAll(async () => {
    const store = await openStore({ databaseUrl: database.url });
    await fill(store);
    await store.close();
  });

  /** What is read from end to end by the statements that `play` asks. */
  async function scansOf(play: (url: string) => Promise<void>): Promise<readonly string[]> {
    const prepare = vi.spyOn(SqliteFile.prototype, "prepare");
    await play(database.url);
    const texts = new Set(prepare.mock.calls.map(([text]) => text));
    prepare.mockRestore();
    expect(texts.size).toBeGreaterThan(5);
    const file = new SqliteFile(database.url.slice("file:".length), { readonly: true });
    const plan = z.array(z.object({ detail: z.string() }));
    const steps = [...texts]
      .filter((text) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text) && !ENDS_OF_LOG.test(text))
      .flatMap((text) => {
        const given = Array(text.match(/\?/g)?.length ?? 0).fill(null);
        return plan.parse(file.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...given));
      })
      .map(({ detail }) => detail);
    file.close();
    return steps.filter((detail) => detail.startsWith("SCAN ") && !SMALL.test(detail));
  }

  it("reads no large table from end to end for a call", async () => {
    expect(await scansOf(playCalls)).toEqual([]);
  });

  it("reads the list along its index, and nothing else from end to end", async () => {
    const scans = await scansOf(playPages);
    expect(scans.filter((detail) => !detail.includes("USING"))).toEqual([]);
  });
});

describe("PostgreSQL", async () => {
  const database = await freshDatabase();
  afterAll(() => database.remove());
  beforeAll(async () => {
    const store = await openStore({ databaseUrl: database.url });
    await fill(store);
    await store.close();
    const name = new URL(database.url).pathname.slice(1);
    // On so few rows a scan is cheapest. Without it there is one only where no index serves.
    await database.query(`ALTER DATABASE "${name}" SET enable_seqscan = off`);
  });

  /** Of each large table: how often it was scanned, and how many rows were read of it. */
  async function read(): Promise<readonly { name: string; scans: number; rows: number }[]> {
    // A connection tells what it did when it ends.
    const others = `SELECT COUNT(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
    await expect.poll(() => database.query(others)).toEqual([{ n: 0 }]);
    const rows = await database.query(`SELECT relname AS name, seq_scan::int AS scans,
      (seq_tup_read + COALESCE(idx_tup_fetch, 0))::int AS rows FROM pg_stat_user_tables ORDER BY relname`);
    return z
      .array(z.object({ name: z.string(), scans: z.number(), rows: z.number() }))
      .parse(rows)
      .filter(({ name }) => LARGE.includes(name));
  }

  async function readBy(play: (url: string) => Promise<void>) {
    const before = await read();
    await play(database.url);
    return (await read()).map(({ name, scans, rows }, at) => ({
      name,
      scans: scans - (before[at]?.scans ?? 0),
      rows: rows - (before[at]?.rows ?? 0),
    }));
  }

  it("reads no large table from end to end for a call", async () => {
    const tables = await readBy(playCalls);
    expect(tables.find(({ name }) => name === "Turn")?.rows).toBeGreaterThan(0);
    expect(tables.filter(({ scans, rows }) => scans > 0 || rows >= OTHERS)).toEqual([]);
  });

  it("reads the list along its index, and nothing else from end to end", async () => {
    const tables = await readBy(playPages);
    const changes = ({ name }: { name: string }) => name === "Change";
    expect(tables.filter(({ scans }) => scans > 0)).toEqual([]);
    expect(tables.filter((table) => !changes(table) && table.rows >= OTHERS)).toEqual([]);
  });
});
