import { assume } from "@/lib/core/base/assume";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { isKept, type KeepRule } from "@/lib/core/recording/keep-rule";
import { Prisma } from "@/prisma/generated/client";
import type { BlobStore } from "./blobs/blob-store";
import type { Connection } from "./connection";

/** Sessions looked at together. */
const LOOKED_AT = 500;

/** Turns that one transaction removes about: other writers wait no longer than for that. */
const TURNS_AT_ONCE = 200;

export interface PruneQuery {
  /** Sessions are removed in which nothing changed since; milliseconds since 1970. */
  readonly before: number;
  readonly keep: readonly KeepRule[];
  /** Says what would be removed, and removes nothing. */
  readonly isDry: boolean;
}

interface OldSession {
  readonly key: number;
  readonly id: string;
  readonly turnCount: number;
  readonly labels: string;
}

/**
 * Removes old sessions whole, with all that was recorded and said of them, in small transactions between which others
 * write. What went into a ledger stays there. Answers their ids as they are removed. A session that changes meanwhile
 * stays.
 *
 * @param blobs Where large columns of evidence are, which go with their sessions.
 */
export async function* pruneSessions(
  connection: Connection,
  query: PruneQuery,
  blobs: BlobStore | null = null,
): AsyncGenerator<string> {
  const { client } = connection;
  const updatedAt = { lt: BigInt(query.before) };
  for (let after = 0; ; ) {
    const old = await connection.exclusive(() =>
      client.session.findMany({
        where: { key: { gt: after }, updatedAt },
        orderBy: { key: "asc" },
        take: LOOKED_AT,
        select: { key: true, id: true, turnCount: true, labels: true },
      }),
    );
    if (old.length === 0) return;
    for (const batch of batchesOf(old.filter(({ labels }) => !isKept(labelsOf(labels), query.keep)))) {
      yield* query.isDry ? batch.map(({ id }) => id) : await removeBatch(connection, blobs, batch, updatedAt);
    }
    after = old.at(-1)?.key ?? after;
  }
}

async function removeBatch(
  connection: Connection,
  blobs: BlobStore | null,
  batch: readonly OldSession[],
  updatedAt: { readonly lt: bigint },
): Promise<readonly string[]> {
  const { client } = connection;
  const keys = batch.map(({ key }) => key);
  // First what stands elsewhere: where that fails the sessions stay, and are removed the next time.
  for (const { id } of batch) await blobs?.remove(id);
  // What belongs to a session goes with its row.
  await connection.execute([
    Prisma.sql`DELETE FROM "Session" WHERE "key" IN (${Prisma.join(keys)}) AND "updatedAt" < ${updatedAt.lt}`,
  ]);
  const left = await connection.exclusive(() =>
    client.session.findMany({ where: { key: { in: keys } }, select: { key: true } }),
  );
  const kept = new Set(left.map(({ key }) => key));
  return batch.filter(({ key }) => !kept.has(key)).map(({ id }) => id);
}

/** Sessions in order, as many together as have few turns. */
function batchesOf(sessions: readonly OldSession[]): readonly (readonly OldSession[])[] {
  const batches: OldSession[][] = [];
  let turns = TURNS_AT_ONCE;
  for (const session of sessions) {
    turns += session.turnCount + 1;
    if (turns <= TURNS_AT_ONCE) batches.at(-1)?.push(session);
    else {
      batches.push([session]);
      turns = session.turnCount + 1;
    }
  }
  return batches;
}

function labelsOf(text: string): JsonObject {
  return assume<JsonObject>(parseJson(text), "the column holds an object that the store wrote");
}
