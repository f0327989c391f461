import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import { DatabaseError } from "@/lib/store/database/database-error";
import { insertsOf } from "@/lib/store/rows/insert-rows";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import type { Row } from "@/lib/store/write";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { Connection } from "./connection";
import { PrismaStore } from "./prisma-store";
import type { Store } from "./store";

type Rows = readonly Row[];

interface Part {
  readonly table: Prisma.ModelName;
  /** The statement that reads a session's rows. */
  read(client: PrismaClient, where: OfSession): Prisma.PrismaPromise<Rows>;
}

/** The tables whose rows belong to a session, parents before those that refer to them. */
const PARTS: readonly Part[] = [
  { table: "MessageBody", read: (client, where) => client.messageBody.findMany({ where }) },
  { table: "MessageNode", read: (client, where) => client.messageNode.findMany({ where }) },
  { table: "Turn", read: (client, where) => client.turn.findMany({ where }) },
  { table: "TurnLists", read: (client, where) => client.turnLists.findMany({ where }) },
  { table: "TurnOutput", read: (client, where) => client.turnOutput.findMany({ where }) },
  { table: "TurnEvidence", read: (client, where) => client.turnEvidence.findMany({ where }) },
  { table: "SessionCause", read: (client, where) => client.sessionCause.findMany({ where }) },
  { table: "SessionFlag", read: (client, where) => client.sessionFlag.findMany({ where }) },
  { table: "Annotation", read: (client, where) => client.annotation.findMany({ where }) },
  { table: "SampleTrace", read: (client, where) => client.sampleTrace.findMany({ where }) },
];

/** All tables that a copy takes along or makes anew. */
export const COPIED_TABLES: readonly string[] = [
  "Session",
  ...PARTS.map(({ table }) => table),
  "FedSample",
  "ServedEngine",
  "ManagedChange",
  "Report",
  // Kept by triggers.
  "SessionFacets",
  // Of the log the last row alone, so that changes are counted on from it.
  "Change",
];

/** Sessions looked up at once. */
const SESSIONS_AT_ONCE = 500;

interface OfSession {
  readonly sessionKey: number;
}

/** What became of a session. */
export interface CopiedSession {
  readonly id: string;
  readonly turns: number;
  /** `left_out`: the source does not hold it whole, so that the target has nothing of it. */
  readonly outcome: "copied" | "there" | "left_out";
  /** Why it was left out; null for the others. */
  readonly fault: string | null;
}

/**
 * Copies a database into another, session by session, and proves each: every turn's tokens, read back, have the digest
 * that was recorded, and the chain is the same. A copy that was broken off, or whose source has grown, goes on: what is
 * there unchanged is passed over, what has changed is copied anew. A session that cannot be read whole, as from a
 * damaged file, is left out. Throws `DatabaseError` where the target holds other sessions.
 */
export async function* copyStore(from: Connection, to: Connection): AsyncGenerator<CopiedSession> {
  const [source, target] = [new PrismaStore(from), new PrismaStore(to)];
  await refuseStrangers(from, to);
  for (let after = 0; ; ) {
    const sessions = await from.client.session.findMany({
      where: { key: { gt: after } },
      orderBy: { key: "asc" },
      take: SESSIONS_AT_ONCE,
      select: { key: true, id: true, revision: true, turnCount: true },
    });
    if (sessions.length === 0) break;
    const keys = sessions.map(({ key }) => key);
    const there = await to.client.session.findMany({
      where: { key: { in: keys } },
      select: { key: true, revision: true },
    });
    const revisions = new Map(there.map(({ key, revision }) => [key, revision]));
    for (const { key, id, revision, turnCount: turns } of sessions) {
      if (revisions.get(key) === revision) {
        yield { id, turns, outcome: "there", fault: null };
        continue;
      }
      try {
        await copySession(from, to, key);
        await proveSession(source, target, id);
        yield { id, turns, outcome: "copied", fault: null };
      } catch (error) {
        if (!isOfSession(error)) throw error;
        await to.execute([forget(key)]);
        yield { id, turns, outcome: "left_out", fault: errorMessage(error) };
      }
    }
    after = keys.at(-1) ?? after;
  }
  await copyTheRest(from.client, to);
}

/** Whether other sessions may still be copied: a full disk or a lost connection ends the copy. */
function isOfSession(error: unknown): boolean {
  return !(error instanceof StoreFault) || error.kind === "damaged";
}

function forget(key: number): Prisma.Sql {
  return Prisma.sql`DELETE FROM "Session" WHERE "key" = ${key}`;
}

/** A target may hold sessions of the source alone, under their own numbers. */
async function refuseStrangers(from: Connection, to: Connection): Promise<void> {
  for (let after = 0; ; ) {
    const there = await to.client.session.findMany({
      where: { key: { gt: after } },
      orderBy: { key: "asc" },
      take: SESSIONS_AT_ONCE,
      select: { key: true, id: true },
    });
    if (there.length === 0) return;
    const keys = there.map(({ key }) => key);
    const own = await from.client.session.findMany({
      where: { key: { in: keys } },
      select: { key: true, id: true },
    });
    const ids = new Map(own.map(({ key, id }) => [key, id]));
    const stranger = there.find(({ key, id }) => ids.get(key) !== id);
    if (stranger) {
      throw new DatabaseError(
        `${to.name} holds the session "${stranger.id}", which is not that of ${from.name}: copy into an empty database`,
      );
    }
    after = keys.at(-1) ?? after;
  }
}

/** One session whole, as it stands at one moment, in one transaction. */
async function copySession(from: Connection, to: Connection, key: number): Promise<void> {
  const where = { sessionKey: key };
  const reads = PARTS.map(({ read }) => read(from.client, where));
  const [session, ...parts] = await from.exclusive(() =>
    from.snapshot([from.client.session.findUniqueOrThrow({ where: { key } }), ...reads]),
  );
  await to.execute([
    forget(key),
    ...insertsOf("Session", [session]),
    ...PARTS.flatMap(({ table }, at) => insertsOf(table, parts[at] ?? [])),
  ]);
}

/** Throws where the copy does not read as the session did. */
async function proveSession(source: Store, target: Store, id: string): Promise<void> {
  const { turns, prompts } = await target.readRecording(id);
  const digests = turns.map(({ index, outputIds, outputLogProbs }) =>
    turnDigest(prompts.ids(index), outputIds, outputLogProbs),
  );
  const wanted = await source.readDigests(id);
  const isSame =
    // A damaged file may have lost the last rows, and tells none of them.
    digests.length === (await target.sessionHead(id))?.turns &&
    digests.length === wanted.length &&
    digests.every((digest, at) => digest === wanted[at]) &&
    (await target.readChain(id)) === (await source.readChain(id));
  if (!isSame) throw new Error(`the copy of session "${id}" does not have its digests`);
}

/** What belongs to no session, and where the numbers of changes go on. */
async function copyTheRest(from: PrismaClient, to: Connection): Promise<void> {
  const { dialect } = to;
  const [fed, engines] = [await from.fedSample.findMany(), await from.servedEngine.findMany()];
  const [managed, reports] = [await from.managedChange.findMany(), await from.report.findMany()];
  const last = await from.change.findMany({ orderBy: { revision: "desc" }, take: 1 });
  await to.execute([
    Prisma.sql`DELETE FROM "FedSample"`,
    ...insertsOf("FedSample", fed),
    Prisma.sql`DELETE FROM "ServedEngine"`,
    ...engines.map(
      ({ model, entry, draining, addedAt }) => Prisma.sql`
        INSERT INTO "ServedEngine" ("model", "entry", "draining", "addedAt")
        VALUES (${model}, ${entry}, ${draining ? Prisma.sql`TRUE` : Prisma.sql`FALSE`}, ${addedAt})`,
    ),
    Prisma.sql`DELETE FROM "ManagedChange"`,
    ...insertsOf("ManagedChange", managed),
    Prisma.sql`DELETE FROM "Report"`,
    ...insertsOf("Report", reports),
    Prisma.sql`DELETE FROM "Change"`,
    ...insertsOf("Change", last),
    ...(dialect.afterCopy === null ? [] : [dialect.afterCopy]),
  ]);
}
