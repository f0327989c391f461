import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { AnnotationTarget } from "@/lib/core/annotations/annotation";
import { leftOutBy } from "@/lib/core/annotations/outcome";
import type { JsonObject } from "@/lib/core/json/json-value";
import { readAnnotations } from "@/lib/store/annotations/read-annotations";
import { readTraces } from "@/lib/store/annotations/sample-traces";
import { DatabaseError } from "@/lib/store/database/database-error";
import { importSession } from "@/lib/store/import/import-session";
import { type Gathered, gatherRows } from "@/lib/store/recover/gather-rows";
import { type IndexedSession, ROW_IS_LOST } from "@/lib/store/recover/restore-sessions";
import { wholeTurns } from "@/lib/store/recover/whole-turns";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { sessionRecord } from "@/lib/store/rows/session-columns";
import { Prisma } from "@/prisma/generated/client";
import { applyMigrations } from "./apply-migrations";
import type { Connection } from "./connection";
import { copyStore } from "./copy-store";
import { openConnection } from "./open-connection";
import type { SessionRecord } from "./store";

/** How a session that was cut is said to have ended: it takes no part in samples unless such are asked for. */
export const CUT_OUTCOME = "failed:recovered";

/** What became of a session of the damaged file. */
export interface RecoveredSession {
  readonly id: string;
  /** `whole`, proven by its digests; `cut` after its last turn that is; or `lost`. */
  readonly outcome: "whole" | "cut" | "lost";
  /** Turns that are in the new file, and those that were recorded; null where nobody knows how many. */
  readonly kept: number;
  readonly recorded: number | null;
  /** Why it is not whole; null where it is. */
  readonly fault: string | null;
}

/** What came of it all. */
export interface Recovery extends Pick<Gathered, "damage" | "isLogWhole"> {
  readonly sessions: AsyncIterable<RecoveredSession>;
}

/**
 * Reads what a damaged SQLite file still holds into a new one, session by session. A session whose turns are all there
 * is as it was. Of another the first turns are kept, up to the first that is not proven by its digest, and its outcome
 * says so. Nothing is written to the damaged file. Take all of `sessions`: the new file is whole at their end.
 *
 * Throws `DatabaseError` where there is no damaged file, or the new one is there.
 *
 * @param from the path of the damaged file, of which no server writes.
 * @param to the path of the new one.
 */
export async function recoverDatabase(
  from: string,
  to: string,
  migrations = resolve("prisma/sqlite/migrations"),
): Promise<Recovery> {
  if (!existsSync(from)) throw new DatabaseError(`there is no file ${from}`);
  if (existsSync(to)) throw new DatabaseError(`${to} is there already: it is not written over`);
  mkdirSync(dirname(to), { recursive: true });
  const gatheredIn = `${to}.gathered`;
  removeFile(gatheredIn);
  const gathered = gatherRows(from, gatheredIn, (file) => void applyMigrations(file, migrations));
  const { damage, isLogWhole } = gathered;
  return { damage, isLogWhole, sessions: sessionsOf(gathered, gatheredIn, to) };
}

async function* sessionsOf(
  { indexed, restored }: Gathered,
  gatheredIn: string,
  target: string,
): AsyncGenerator<RecoveredSession> {
  const source = await openConnection({ databaseUrl: `file:${gatheredIn}` });
  try {
    const made = await openConnection({ databaseUrl: `file:${target}` });
    try {
      const again = await withoutTheirTree(source, restored);
      const faults = new Map<string, string | null>();
      for await (const { id, turns, fault } of copyStore(source, made)) {
        if (fault !== null || again.has(id)) faults.set(id, fault);
        else yield { id, outcome: "whole", kept: turns, recorded: turns, fault: null };
      }
      for (const [id, fault] of faults) yield await writeAgain(source, made, { id, fault, restored });
      yield* lostSessions(source, indexed);
    } finally {
      await made.close();
    }
  } finally {
    await source.close();
    removeFile(gatheredIn);
  }
}

/** Sessions that no digest proves whole although all tokens are there: some of their tree, or their own row, is gone. */
async function withoutTheirTree(
  { client }: Connection,
  restored: ReadonlySet<number>,
): Promise<ReadonlySet<string>> {
  const rows = new RawRows({ id: rawColumn.text(Prisma.sql`s."id"`) });
  const from = Prisma.sql`FROM "Session" s WHERE s."key" IN (${Prisma.join([0, ...restored])})
    OR (SELECT COUNT(*) - COALESCE(MAX(n."number"), 0) FROM "MessageNode" n WHERE n."sessionKey" = s."key") <> 0
    OR EXISTS (SELECT 1 FROM "Turn" t WHERE t."sessionKey" = s."key" AND NOT EXISTS
      (SELECT 1 FROM "MessageNode" n WHERE n."sessionKey" = t."sessionKey" AND n."turn" = t."index"))`;
  return new Set(rows.read(await rows.select(client, from)).map(({ id }) => id));
}

/** A session that is not whole as it stands. */
interface Torn {
  readonly id: string;
  /** Null where its turns may all be whole. */
  readonly fault: string | null;
  /** Keys of sessions whose own row is gone. */
  readonly restored: ReadonlySet<number>;
}

/** Writes as many of a session's turns as are whole, from which its tree is made anew. */
async function writeAgain(
  source: Connection,
  made: Connection,
  { id, fault, restored }: Torn,
): Promise<RecoveredSession> {
  const row = await source.client.session.findUniqueOrThrow({ where: { id } });
  const turns = await wholeTurns(source, row.key);
  const [kept, recorded] = [turns.length, row.turnCount];
  const lost = restored.has(row.key) ? ROW_IS_LOST : fault;
  await made.execute([Prisma.sql`DELETE FROM "Session" WHERE "id" = ${id}`]);
  if (kept === 0 && recorded > 0) return { id, outcome: "lost", kept, recorded, fault: lost };
  const isWhole = kept === recorded && !restored.has(row.key);
  const session = sessionRecord(row);
  const notes = await source.exclusive(() => readAnnotations(source, id));
  await importSession(made, {
    session: isWhole ? session : cut(session, { turns: kept, of: recorded, fault: lost }),
    turns,
    annotations: isWhole ? notes : notes.filter(({ target }) => standsIn(target, kept)),
    traces: isWhole ? await source.exclusive(() => readTraces(source, id)) : [],
  });
  return { id, outcome: isWhole ? "whole" : "cut", kept, recorded, fault: isWhole ? null : lost };
}

/** What is said of a session of which something is lost. Rewards of leaves and turns may be of those that are gone. */
function cut(session: SessionRecord, recovered: JsonObject): SessionRecord {
  const outcome = leftOutBy(session.outcome) === null ? CUT_OUTCOME : session.outcome;
  const metadata = { ...session.metadata, recovered };
  return { ...session, metadata, outcome, leaf_rewards: null, turn_rewards: null };
}

/** Whether what an annotation is about is known to be there still: leaves and lines may hold turns that are not. */
function standsIn(target: AnnotationTarget, turns: number): boolean {
  return target.on === "session" || ("turn" in target && target.turn <= turns);
}

/** Sessions of which an index alone tells. */
async function* lostSessions(
  { client }: Connection,
  indexed: ReadonlyMap<number, IndexedSession>,
): AsyncGenerator<RecoveredSession> {
  const rows = await client.session.findMany({ select: { key: true } });
  const there = new Set(rows.map(({ key }) => key));
  for (const [key, told] of indexed) {
    if (there.has(key)) continue;
    const [id, turns] = [told.get("id"), told.get("turnCount")];
    const recorded = turns === undefined ? null : Number(turns);
    yield { id: String(id ?? key), outcome: "lost", kept: 0, recorded, fault: ROW_IS_LOST };
  }
}

function removeFile(file: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
}
