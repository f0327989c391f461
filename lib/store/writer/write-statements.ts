import type { Dialect } from "@/lib/store/dialect/dialect";
import { insertHead, insertRows } from "@/lib/store/rows/insert-rows";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { inParts, valuesOf } from "@/lib/store/rows/row-values";
import type { SessionChange } from "@/lib/store/store";
import type { Column, MarkWrite, Row, TurnRows, TurnSums } from "@/lib/store/write";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { WriteHead } from "./judge-writes";

/** What carries statements out: a connection, or a transaction that is open. */
export interface Transaction {
  readonly client: Pick<PrismaClient, "$executeRaw" | "$queryRaw" | "$queryRawUnsafe">;
  readonly dialect: Dialect;
}

const HEADS = new RawRows({
  id: rawColumn.text(Prisma.sql`"id"`),
  key: rawColumn.number(Prisma.sql`"key"`),
  status: rawColumn.oneOf<WriteHead["status"]>(Prisma.sql`"status"`, ["open", "finished", "dropped"]),
  turnCount: rawColumn.number(Prisma.sql`"turnCount"`),
});

const NEW_SESSIONS = new RawRows({
  id: rawColumn.text(Prisma.sql`"id"`),
  key: rawColumn.number(Prisma.sql`"key"`),
});

const REVISIONS = new RawRows({ revision: rawColumn.number(Prisma.sql`"revision"`) });

/** Rows of values as the table `v`, whose columns are called `column1`, `column2` and so on and are those of a table. */
function valuesLike(
  dialect: Dialect,
  table: Prisma.ModelName,
  columns: readonly string[],
  rows: readonly (readonly Column[])[],
): Prisma.Sql {
  return Prisma.sql`(${valuesOf(rows, dialect.typeRow(table, columns))}) AS v`;
}

/** The rows of sessions that are there. */
export async function readHeads({ client }: Transaction, ids: readonly string[]) {
  const rows = await HEADS.select(client, Prisma.sql`FROM "Session" WHERE "id" IN (${Prisma.join(ids)})`);
  return HEADS.read(rows);
}

/** Inserts sessions, which all have the same columns, and answers their keys by their ids. */
export async function insertSessions(
  { client }: Transaction,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, number>> {
  const keys = new Map<string, number>();
  const columns = Object.keys(rows[0] ?? {});
  const head = insertHead("Session", columns);
  for (const part of inParts(rows, Math.max(columns.length, 1))) {
    const values = valuesOf(part.map((row) => columns.map((column) => row[column])));
    const made = await client.$queryRaw`${head} ${values} RETURNING ${NEW_SESSIONS.selected}`;
    for (const { id, key } of NEW_SESSIONS.read(made)) keys.set(id, key);
  }
  return keys;
}

/** Notes changes in the log, and answers their revisions in the same order. */
export async function insertChanges(
  { client }: Transaction,
  changes: readonly (Pick<SessionChange, "kind" | "turn"> & { readonly key: number })[],
): Promise<readonly number[]> {
  const revisions: number[] = [];
  for (const part of inParts(changes, 3)) {
    const values = valuesOf(part.map(({ key, kind, turn }) => [key, kind, turn]));
    const made = await client.$queryRaw`
      INSERT INTO "Change" ("sessionKey", "kind", "turn") ${values} RETURNING ${REVISIONS.selected}`;
    // They are counted as the rows come, whichever is answered first.
    revisions.push(
      ...REVISIONS.read(made)
        .map(({ revision }) => revision)
        .sort((a, b) => a - b),
    );
  }
  return revisions;
}

/** A session's row after one or more turns: what is set, and what is added. */
export interface TurnTotals extends TurnSums {
  readonly key: number;
  readonly revision: number;
  readonly turnCount: number;
}

const TOTALS = [
  "key",
  "revision",
  "turnCount",
  "chain",
  "lastTurnAt",
  "updatedAt",
  "sampledTokens",
  "nodeCount",
  "forkCount",
  "contextTokens",
  "evidenceChain",
] as const;

export async function addTurnTotals(
  { client, dialect }: Transaction,
  totals: readonly TurnTotals[],
): Promise<void> {
  for (const part of inParts(totals, TOTALS.length)) {
    const values = valuesLike(
      dialect,
      "Session",
      TOTALS,
      part.map((total) => [
        total.key,
        BigInt(total.revision),
        total.turnCount,
        total.chain,
        BigInt(total.lastTurnAt),
        BigInt(total.updatedAt),
        total.sampled,
        total.nodes,
        total.forks,
        total.length,
        total.evidenceChain,
      ]),
    );
    await client.$executeRaw`UPDATE "Session" SET
      "revision" = v."column2",
      "turnCount" = v."column3",
      "chain" = v."column4",
      "evidenceChain" = v."column11",
      "lastTurnAt" = v."column5",
      "updatedAt" = v."column6",
      "sampledTokens" = "sampledTokens" + v."column7",
      "nodeCount" = "nodeCount" + v."column8",
      "forkCount" = "forkCount" + v."column9",
      "contextTokens" = CASE WHEN "contextTokens" < v."column10" THEN v."column10" ELSE "contextTokens" END
      FROM ${values} WHERE "Session"."key" = v."column1"`;
  }
}

/** Inserts turns with every new body and node in them, each with its session's key. */
export async function insertTurns(
  { client }: Transaction,
  turns: readonly { readonly key: number; readonly rows: TurnRows }[],
): Promise<void> {
  const keyed = (rowsOf: (rows: TurnRows) => readonly Row[]): Row[] =>
    turns.flatMap(({ key, rows }) => rowsOf(rows).map((row) => ({ ...row, sessionKey: key })));
  await insertRows(
    client,
    "MessageBody",
    keyed(({ bodies }) => bodies),
  );
  await insertRows(
    client,
    "MessageNode",
    keyed(({ nodes }) => nodes),
  );
  await insertRows(
    client,
    "Turn",
    keyed(({ turn }) => [turn]),
  );
  await insertRows(
    client,
    "TurnLists",
    keyed(({ lists }) => [lists]),
  );
  await insertRows(
    client,
    "TurnOutput",
    keyed(({ output }) => [output]),
  );
  await insertRows(
    client,
    "TurnEvidence",
    keyed(({ evidence }) => evidence),
  );
}

/** Sets the same columns in several sessions, by their key. */
export async function updateSessions(
  { client, dialect }: Transaction,
  columns: readonly string[],
  rows: readonly { readonly key: number; readonly values: readonly Column[] }[],
): Promise<void> {
  const sets = Prisma.raw(columns.map((column, at) => `"${column}" = v."column${at + 2}"`).join(", "));
  for (const part of inParts(rows, columns.length + 1)) {
    const rowValues = part.map(({ key, values }) => [key, ...values]);
    const values = valuesLike(dialect, "Session", ["key", ...columns], rowValues);
    await client.$executeRaw`UPDATE "Session" SET ${sets} FROM ${values} WHERE "Session"."key" = v."column1"`;
  }
}

/** One more call that is missing, for each of these sessions: how many, and why the last. */
export async function addUnrecorded(
  { client, dialect }: Transaction,
  rows: readonly { readonly key: number; readonly reason: string }[],
): Promise<void> {
  for (const part of inParts(rows, 2)) {
    const said = part.map(({ key, reason }) => [key, reason]);
    const values = valuesLike(dialect, "Session", ["key", "unrecordedReason"], said);
    await client.$executeRaw`UPDATE "Session" SET
      "unrecordedCalls" = "unrecordedCalls" + 1, "unrecordedReason" = v."column2"
      FROM ${values} WHERE "Session"."key" = v."column1"`;
  }
}

/** A mark and the key of its session. */
export interface KeyedMark extends Pick<MarkWrite, "turn" | "mark"> {
  readonly key: number;
}

/** Marks of one column, at most one a turn; `times` of each where they are counted. */
export async function updateTurns(
  { client, dialect }: Transaction,
  column: MarkWrite["mark"]["column"],
  marks: readonly (KeyedMark & { readonly times: number })[],
): Promise<void> {
  const columns = ["sessionKey", "index", ...MARK_COLUMNS[column]];
  for (const part of inParts(marks, columns.length)) {
    const values = valuesLike(
      dialect,
      "Turn",
      columns,
      part.map(({ key, turn, mark, times }) => [key, turn, ...markValues(mark, times)]),
    );
    await client.$executeRaw`UPDATE "Turn" SET ${MARK_SETS[column]}
      FROM ${values} WHERE "Turn"."sessionKey" = v."column1" AND "Turn"."index" = v."column2"`;
  }
}

/** The columns whose types the values of a mark have. */
const MARK_COLUMNS: Readonly<Record<MarkWrite["mark"]["column"], readonly string[]>> = {
  delivery: ["delivery"],
  deliveries: ["deliveries"],
  audit: ["audit"],
  amendment: ["auxiliary", "amendment"],
};

const MARK_SETS: Readonly<Record<MarkWrite["mark"]["column"], Prisma.Sql>> = {
  delivery: Prisma.sql`"delivery" = v."column3"`,
  deliveries: Prisma.sql`"deliveries" = "deliveries" + v."column3"`,
  audit: Prisma.sql`"audit" = v."column3"`,
  amendment: Prisma.sql`"amendment" = CASE WHEN "auxiliary" = v."column3" THEN NULL ELSE v."column4" END`,
};

function markValues(mark: MarkWrite["mark"], times: number): readonly Column[] {
  switch (mark.column) {
    case "delivery":
    case "audit":
      return [mark.value];
    case "deliveries":
      return [times];
    case "amendment":
      return [mark.kind, mark.value];
    default:
      return mark satisfies never;
  }
}

/** Tables whose rows belong to a session and go with what was recorded of it, those that refer to others first. */
const RECORDED = [
  "TurnEvidence",
  "TurnLists",
  "TurnOutput",
  "Turn",
  "MessageNode",
  "MessageBody",
  "SessionCause",
  "SessionFlag",
  "Annotation",
] as const;

export async function deleteRecorded(transaction: Transaction, keys: readonly number[]): Promise<void> {
  for (const table of RECORDED) await deleteOf(transaction, table, keys);
}

/** Deletes what is known of exported lines of a session, by their digests. */
export async function deleteTraces(
  { client }: Transaction,
  key: number,
  digests: readonly Column[],
): Promise<void> {
  for (const part of inParts(digests, 2)) {
    const wanted = Prisma.join(part.map((digest) => digest ?? null));
    await client.$executeRaw`DELETE FROM "SampleTrace" WHERE "sessionKey" = ${key} AND "digest" IN (${wanted})`;
  }
}

/** Deletes the rows of a table that belong to these sessions. */
export async function deleteOf(
  { client }: Transaction,
  table: (typeof RECORDED)[number],
  keys: readonly number[],
): Promise<void> {
  for (const part of inParts(keys, 1)) {
    await client.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "sessionKey" IN (${Prisma.join(part)})`;
  }
}
