import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { applyMigrations } from "@/lib/store/apply-migrations";
import { sqliteDatabase } from "@/lib/store/database/sqlite-database";
import { sessionColumns } from "@/lib/store/rows/session-columns";
import type { Outcome, Write } from "@/lib/store/write";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { OPENED_AT, TurnWrites } from "@/test/store/turn-writes";
import { BatchWriter } from "./batch-writer";

const folder = temporaryFolder();
const opened: BatchWriter[] = [];
afterEach(async () => {
  for (const writer of opened.splice(0)) await writer.close();
});

let files = 0;

function freshFile(): string {
  const file = join(folder.path, `${++files}.db`);
  applyMigrations(file, "prisma/sqlite/migrations");
  return file;
}

function writerTo(file: string, openWriter = () => sqliteDatabase(file).openWriter()): BatchWriter {
  const writer = new BatchWriter({ ...sqliteDatabase(file), openWriter });
  opened.push(writer);
  return writer;
}

const open = (session: string): Write => ({
  type: "open",
  session,
  row: sessionColumns(sessionForStore(session), OPENED_AT),
});

const allNow = (writer: BatchWriter, writes: readonly Write[]): Promise<Outcome[]> =>
  Promise.all(writes.map((write) => writer.write(write, "now")));

const TABLES = ["Session", "Turn", "TurnLists", "TurnOutput", "MessageBody", "MessageNode", "SessionCause"];

const FACETS = `SELECT s."id", f."status", f."model", f."tokenizer", f."client", f."run", f."causes"
  FROM "Session" s JOIN "SessionFacets" f ON f."key" = s."facets" ORDER BY s."key"`;

/**
 * All that a file holds, in order. A session's facets are told by what they are: their keys are given in the order in
 * which combinations first came, and a batch passes through fewer of them.
 */
function contentOf(file: string): unknown {
  const database = new Database(file, { readonly: true });
  const named = database.prepare("SELECT name FROM pragma_table_info(?) WHERE name <> 'facets'").pluck();
  const rows = [...TABLES, "Change"].map((table) => {
    const columns = named.all(table).map((name) => `"${name}"`);
    return database.prepare(`SELECT ${columns.join(", ")} FROM "${table}"`).all();
  });
  const facets = database.prepare(FACETS).all();
  database.close();
  return [rows, facets];
}

/** The values of one column, in order. */
function valuesOf(file: string, table: string, column: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const values = database.prepare(`SELECT "${column}" FROM "${table}" ORDER BY rowid`).pluck().all();
  database.close();
  return values;
}

describe("the writer", () => {
  it("writes what comes at once in one transaction", async () => {
    const file = freshFile();
    const client = await sqliteDatabase(file).openWriter();
    let transactions = 0;
    const counting = new Proxy(client, {
      get(target, name) {
        if (name === "$transaction") transactions += 1;
        return Reflect.get(target, name);
      },
    });
    const writer = writerTo(file, async () => counting);
    await allNow(
      writer,
      Array.from({ length: 40 }, (_, at) => open(`s-${at}`)),
    );
    expect(transactions).toBe(1);
    const [turns, others] = [new TurnWrites("s-1"), new TurnWrites("s-2")];
    const outcomes = await allNow(writer, [turns.next(), others.next(), turns.next(), open("new")]);
    expect(outcomes.map(({ type }) => type)).toEqual(["written", "written", "written", "written"]);
    expect(transactions).toBe(2);
    expect(valuesOf(file, "Turn", "index")).toHaveLength(3);
  });

  it("refuses alone what may not happen, and says why", async () => {
    const file = freshFile();
    const writer = writerTo(file);
    const [a, b, late] = [new TurnWrites("a"), new TurnWrites("b"), new TurnWrites("a")];
    const finish: Write = {
      type: "patch",
      session: "b",
      kind: "finished",
      needsOpen: true,
      columns: { status: "finished" },
      causes: null,
      flags: null,
    };
    const delivered = { column: "delivery", value: "delivered" } as const;
    const outcomes = await allNow(writer, [
      a.next(true),
      late.next(true),
      late.next(),
      open("a"),
      new TurnWrites("none").next(),
      b.next(true),
      finish,
      b.next(),
      finish,
      { type: "mark", session: "a", turn: 1, mark: delivered },
      { type: "mark", session: "a", turn: 3, mark: delivered },
      { type: "drop", session: "none", columns: { status: "dropped" } },
    ]);
    const told = outcomes.map((outcome) => (outcome.type === "refused" ? outcome.why : outcome.type));
    expect(told).toEqual([
      "written",
      "exists",
      "written",
      "exists",
      "missing",
      "written",
      "written",
      "closed",
      "closed",
      "written",
      "no_turn",
      "missing",
    ]);
  });

  it("loses nobody's write to one row that the database does not take", async () => {
    const file = freshFile();
    const writer = writerTo(file);
    const [good, bad] = [new TurnWrites("good"), new TurnWrites("bad")];
    const broken = bad.next(true);
    const lost = { ...broken, rows: { ...broken.rows, output: { ...broken.rows.output, outputIds: null } } };
    const outcomes = await allNow(writer, [open("first"), good.next(true), lost, good.next()]);
    expect(outcomes.map(({ type }) => type)).toEqual(["written", "written", "failed", "written"]);
    expect(valuesOf(file, "Session", "id")).toEqual(["first", "good"]);
    expect(valuesOf(file, "Turn", "index")).toEqual([1, 2]);
    expect(await writer.write(bad.next(), "now")).toMatchObject({ type: "refused", why: "missing" });
  });

  it("does not write again what was committed without an answer", async () => {
    const file = freshFile();
    const client = await sqliteDatabase(file).openWriter();
    let losesAnswer = false;
    const losing = new Proxy(client, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (name !== "$transaction") return method;
        return async (...given: unknown[]) => {
          const answer = await Reflect.apply(method, target, given);
          if (!losesAnswer) return answer;
          losesAnswer = false;
          throw new Error("the connection broke");
        };
      },
    });
    const writer = writerTo(file, async () => losing);
    const turns = new TurnWrites("s");
    await writer.write(turns.next(true), "now");
    losesAnswer = true;
    const count: Write = { type: "mark", session: "s", turn: 1, mark: { column: "deliveries" } };
    const outcomes = await allNow(writer, [turns.next(), count, open("t")]);
    expect(losesAnswer).toBe(false);
    expect(outcomes.map(({ type }) => type)).toEqual(["written", "written", "written"]);
    const database = new Database(file, { readonly: true });
    expect(database.prepare(`SELECT "deliveries" FROM "Turn" ORDER BY "index"`).pluck().all()).toEqual([
      2, 1,
    ]);
    database.close();
    expect(await writer.write(turns.next(), "now")).toMatchObject({ type: "written" });
  });

  it("knows a turn, a session and a finish that a writer before it has written", async () => {
    const file = freshFile();
    const before = writerTo(file);
    const turns = new TurnWrites("s");
    const finish: Write = {
      type: "patch",
      session: "s",
      kind: "finished",
      needsOpen: true,
      columns: { status: "finished", finishedAt: BigInt(OPENED_AT) },
      causes: null,
      flags: null,
    };
    const writes = [turns.next(true), turns.next(), open("t"), finish];
    await allNow(before, writes);
    const content = contentOf(file);
    const next = writerTo(file);
    const again = await Promise.all(writes.map((write) => next.write(write, "now", true)));
    expect(again.map(({ type }) => type)).toEqual(["written", "written", "written", "written"]);
    expect(contentOf(file)).toEqual(content);
    expect(await next.write({ ...finish, columns: { finishedAt: 5n } }, "now", true)).toMatchObject({
      why: "closed",
    });
  });

  it("leaves of any writes, in whichever batches, what they leave one by one", async () => {
    const step = fc.record({ kind: fc.integer({ min: 0, max: 9 }), session: fc.integer({ min: 0, max: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const writes = writesOf(steps);
        const [together, single] = [freshFile(), freshFile()];
        const batches = writerTo(together);
        const alone = writerTo(single);
        const outcomes = await allNow(batches, writes);
        const expected: Outcome[] = [];
        for (const write of writes) expected.push(await alone.write(write, "now"));
        expect(outcomes).toEqual(expected);
        expect(contentOf(together)).toEqual(contentOf(single));
      }),
      { numRuns: 8 },
    );
  });
});

/** Writes of three sessions, of which some may not happen. */
function writesOf(steps: readonly { readonly kind: number; readonly session: number }[]): Write[] {
  const turns = [0, 1, 2].map((at) => new TurnWrites(`s-${at}`));
  return steps.flatMap(({ kind, session: at }, step): Write[] => {
    const session = `s-${at}`;
    const own = turns[at] ?? new TurnWrites(session);
    const patch = { type: "patch", session, columns: { metadata: `${step}` }, needsOpen: false } as const;
    const cause = { subject: "fork", cause: `c-${step}`, count: 1, tokens: step } as const;
    switch (kind) {
      case 0:
        return [open(session)];
      case 1:
        return [own.next(true)];
      case 2:
        return [{ type: "mark", session, turn: 1, mark: { column: "delivery", value: "delivered" } }];
      case 3:
        return [{ type: "mark", session, turn: 1, mark: { column: "deliveries" } }];
      case 4:
        return [{ ...patch, kind: "changed", causes: [cause], flags: null }];
      case 5:
        return [{ type: "unrecorded", session, reason: `why ${step}` }];
      case 6:
        if (step % 3 > 0) return [];
        turns[at] = new TurnWrites(session);
        return [{ type: "drop", session, columns: { status: "dropped", turnCount: 0 } }];
      case 7:
        if (step % 4 > 0) return [];
        return [
          {
            ...patch,
            kind: "finished",
            needsOpen: true,
            columns: { status: "finished" },
            causes: null,
            flags: null,
          },
        ];
      default:
        return [own.next()];
    }
  });
}
