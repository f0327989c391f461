import { copyFileSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { user } from "@/test/recording/messages";
import { damagePage } from "@/test/store/damage-page";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { openStore } from "./open-store";
import { CUT_OUTCOME, type RecoveredSession, type Recovery, recoverDatabase } from "./recover-database";
import type { Store } from "./store";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const PAGES = z.array(z.object({ name: z.string(), pageno: z.number(), pagetype: z.string() }));

/** Long enough for pages of their own: a table of many leaves, and rows that go on in further pages. */
const LONG_TURNS = 120;
const LONG_OUTPUT = 700;

async function withStore<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ databaseUrl: `file:${file}` });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function record(store: Store, id: string, turns: number, sampled: number): Promise<void> {
  await store.openSession(sessionForStore(id, { labels: { run: id } }));
  for (let turn = 1; turn <= turns; turn++) {
    const asked = user(`Question ${turn} of ${id}. ${"All of it matters. ".repeat(20)}`);
    const output = Array.from({ length: sampled }, (_, token) => turn + token);
    await store.appendTurn(id, turnForStore([1, 2, turn], output, { promptMessages: [asked] }));
  }
  await store.updateSession(id, { status: "finished", reward: 1 });
}

const linesOf = (file: string) =>
  withStore(file, async (store) => {
    const { sessions } = await store.listSessions({ sort: "created_at", limit: 100 });
    return new Map(
      await Promise.all(sessions.map(async ({ id }) => [id, await turnLinesOf(store, id)] as const)),
    );
  });

let original: ReadonlyMap<string, readonly string[]>;
let pageSize = 0;
let pages: z.infer<typeof PAGES>;

beforeAll(async () => {
  await withStore(at("whole.db"), async (store) => {
    await record(store, "before", 2, 3);
    await record(store, "long", LONG_TURNS, LONG_OUTPUT);
    await record(store, "after", 3, 3);
  });
  original = await linesOf(at("whole.db"));
  const database = new Database(at("whole.db"));
  pageSize = Number(database.pragma("page_size", { simple: true }));
  pages = PAGES.parse(database.prepare("SELECT name, pageno, pagetype FROM dbstat").all());
  database.close();
});

/** A page of a table or an index: a leaf in the middle, or the one of another kind. */
function pageOf(name: string, kind: string): number {
  const found = pages.filter((page) => page.name === name && page.pagetype === kind);
  return found[Math.floor(found.length / 2)]?.pageno ?? 0;
}

interface Told extends Omit<Recovery, "sessions"> {
  readonly sessions: readonly RecoveredSession[];
  readonly file: string;
}

let made = 0;
async function recover(damaged: string): Promise<Told> {
  const before = readFileSync(damaged);
  const file = at(`new-${++made}.db`);
  const { sessions, ...told } = await recoverDatabase(damaged, file);
  const all: RecoveredSession[] = [];
  for await (const session of sessions) all.push(session);
  expect(readFileSync(damaged).equals(before)).toBe(true);
  return { ...told, sessions: all, file };
}

/** What is whole is what was recorded, and what is cut is how that began. */
async function expectNothingElse({ sessions, file }: Told): Promise<void> {
  const lines = await linesOf(file);
  for (const { id, outcome, kept } of sessions) {
    const recorded = original.get(id) ?? [];
    if (outcome === "whole") expect(lines.get(id)).toEqual(recorded);
    else if (outcome === "lost") expect(lines.has(id)).toBe(false);
    else expect(lines.get(id)?.slice(1)).toEqual(recorded.slice(1, 1 + kept));
  }
  expect(await withStore(file, (store) => store.findDamage())).toEqual([]);
}

const outcomes = (told: Told) => Object.fromEntries(told.sessions.map(({ id, outcome }) => [id, outcome]));
const ALL_WHOLE = { before: "whole", long: "whole", after: "whole" };
const LONG_CUT = { before: "whole", long: "cut", after: "whole" };
const ALL_CUT = { before: "cut", long: "cut", after: "cut" };

describe("a damaged SQLite file", () => {
  it.each([
    ["the head of the file", "sqlite_schema", "internal", ALL_WHOLE],
    ["the tables' names", "sqlite_schema", "leaf", ALL_WHOLE],
    ["the names of migrations", "_prisma_migrations", "leaf", ALL_WHOLE],
    ["what leads to the turns", "Turn", "internal", ALL_WHOLE],
    ["sampled tokens", "TurnOutput", "leaf", LONG_CUT],
    ["sampled tokens of a long answer", "TurnOutput", "overflow", LONG_CUT],
    ["turns", "Turn", "leaf", LONG_CUT],
    ["messages", "MessageBody", "leaf", LONG_CUT],
    ["the tree of messages", "MessageNode", "leaf", ALL_WHOLE],
    ["sessions", "Session", "leaf", ALL_CUT],
    ["the index of the list", "Session_list", "leaf", ALL_WHOLE],
    ["the index of the search", "MessageSearch_data", "leaf", ALL_WHOLE],
  ] as const)("is read without %s (%s, %s)", async (_, name, kind, expected) => {
    const page = pageOf(name, kind);
    expect(page).toBeGreaterThan(0);
    const file = at(`${name}-${kind}.db`);
    copyFileSync(at("whole.db"), file);
    damagePage(file, page, pageSize);
    const told = await recover(file);
    expect(outcomes(told)).toEqual(expected);
    await expectNothingElse(told);
    if (name !== "TurnOutput" || kind !== "overflow") {
      expect(told.damage).toContainEqual({ page, lostRows: null, of: name });
    }
  });

  it("says of a session that was cut what became of it, and lets none of it train unless asked to", async () => {
    const file = at("cut.db");
    copyFileSync(at("whole.db"), file);
    damagePage(file, pageOf("TurnOutput", "leaf"), pageSize);
    const told = await recover(file);
    const long = told.sessions.find(({ id }) => id === "long");
    expect(long?.kept).toBeGreaterThan(0);
    expect(long).toMatchObject({ recorded: LONG_TURNS, fault: expect.stringContaining("lacks a part") });
    const session = await withStore(told.file, (store) => store.findSession("long"));
    expect(session).toMatchObject({
      outcome: CUT_OUTCOME,
      reward: 1,
      labels: { run: "long" },
      metadata: { recovered: { turns: long?.kept, of: LONG_TURNS } },
    });
  });

  it("gives a session whose own row is gone its id and its times again, and no reward", async () => {
    const file = at("rows.db");
    copyFileSync(at("whole.db"), file);
    damagePage(file, pageOf("Session", "leaf"), pageSize);
    const told = await recover(file);
    const session = await withStore(told.file, (store) => store.findSession("long"));
    expect(session).toMatchObject({ status: "finished", reward: null, outcome: CUT_OUTCOME, model: "qwen3" });
  });

  it("is read as far as it goes where its end is missing", async () => {
    const file = at("short.db");
    copyFileSync(at("whole.db"), file);
    truncateSync(file, Math.floor(pages.length / 2) * pageSize);
    const told = await recover(file);
    expect(told.sessions.length).toBeGreaterThan(0);
    await expectNothingElse(told);
  });

  it("holds nothing where it never was a database", async () => {
    const file = at("noise.db");
    writeFileSync(file, Buffer.alloc(3 * pageSize, 0x5a));
    const told = await recover(file);
    expect(told.sessions).toEqual([]);
    expect(await linesOf(told.file)).toEqual(new Map());
  });

  it("of the first release is brought to this one", async () => {
    const file = at("first.db");
    writeFileSync(file, gunzipSync(readFileSync("test/fixtures/first-release/turntree.db.gz")));
    const database = new Database(file);
    const [turns] = PAGES.parse(
      database
        .prepare("SELECT name, pageno, pagetype FROM dbstat WHERE name = 'Turn' AND pagetype = 'leaf'")
        .all(),
    );
    database.close();
    damagePage(file, turns?.pageno ?? 0, pageSize);
    const told = await recover(file);
    expect(told.sessions).toHaveLength(23);
    expect(told.sessions.filter(({ outcome }) => outcome === "whole").length).toBeGreaterThan(15);
    expect((await linesOf(told.file)).size).toBe(
      told.sessions.filter(({ outcome }) => outcome !== "lost").length,
    );
  });

  it("is not written over", async () => {
    await expect(recoverDatabase(at("whole.db"), at("whole.db"))).rejects.toThrow(/is there already/);
    await expect(recoverDatabase(at("none.db"), at("new.db"))).rejects.toThrow(/there is no file/);
  });
});

describe("the log beside a damaged file", () => {
  /** The file and its log as they stand before the log is written back. */
  async function withLog(name: string): Promise<string> {
    const file = at(name);
    await withStore(at(`open-${name}`), async (store) => {
      await record(store, "first", 2, 3);
      await record(store, "last", 2, 3);
      for (const ending of ["", "-wal"]) copyFileSync(at(`open-${name}${ending}`), `${file}${ending}`);
    });
    return file;
  }

  it("is read too, also where the file has no head", async () => {
    const file = await withLog("log.db");
    writeSync(openSync(file, "r+"), Buffer.alloc(100, 0x5a), 0, 100, 0);
    const told = await recover(file);
    expect(outcomes(told)).toEqual({ first: "whole", last: "whole" });
    expect(told.isLogWhole).toBe(true);
  });

  it("is read up to its first frame that is not as it was written, and that is said", async () => {
    const file = await withLog("torn-log.db");
    const frames = (readFileSync(`${file}-wal`).length - 32) / (24 + pageSize);
    const from = 32 + (frames - 3) * (24 + pageSize) + 24;
    writeSync(openSync(`${file}-wal`, "r+"), Buffer.alloc(64, 0x5a), 0, 64, from);
    const told = await recover(file);
    expect(told.isLogWhole).toBe(false);
    expect(outcomes(told)).toMatchObject({ first: "whole" });
    const lines = await linesOf(told.file);
    expect([...lines.keys()]).toContain("first");
  });
});
