import { amendedRewards } from "@/lib/core/annotations/amended-rewards";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { numbersOf } from "@/lib/core/annotations/numbers-of";
import { rewardsAsAnnotations } from "@/lib/core/annotations/rewards-as-annotations";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { Connection } from "@/lib/store/connection";
import { patchColumns, sessionRecord } from "@/lib/store/rows/session-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { AnnotationsWritten, SessionAnnotations } from "@/lib/store/store";
import type { Row } from "@/lib/store/write";
import type { Session as SessionRow } from "@/prisma/generated/client";
import { annotationRow } from "./annotation-columns";
import { AnnotationError } from "./annotation-error";
import { checkTargets } from "./check-targets";
import { newestOutcome } from "./newest-outcome";
import { withoutKnown } from "./without-known";

/** Who said the rewards that a session was finished with, in the history that its first amendment begins. */
const FIRST_PRODUCER = "turntree";

/**
 * Appends annotations to sessions, all of them or none. One that stands already, with the same value at the same moment,
 * is not written again.
 *
 * @throws SessionNotFoundError; AnnotationError for a session that was dropped, a turn or tokens that are not there, and
 *   another value at a moment that has one.
 */
export async function writeAnnotations(
  connection: Connection,
  given: readonly SessionAnnotations[],
): Promise<AnnotationsWritten> {
  const batches: PlannedBatch[] = [];
  const result = { written: 0, known: 0 };
  for (const batch of given) {
    const { plan, known } = await connection.exclusive(() => planBatch(connection, batch));
    result.written += batch.annotations.length - known;
    result.known += known;
    if (plan !== null) batches.push(plan);
  }
  if (batches.length > 0) await commitBatches(connection, batches);
  return result;
}

/** What is to be written of one session, null for nothing, and how many of the annotations stand already. */
async function planBatch(
  connection: Connection,
  batch: SessionAnnotations,
): Promise<{ readonly plan: PlannedBatch | null; readonly known: number }> {
  const { client } = connection;
  const row = await client.session.findUnique({ where: { id: batch.session } });
  if (row === null) throw new SessionNotFoundError(batch.session);
  if (row.status === "dropped") throw wasDropped(row.id, batch.annotations[0] ?? null);
  await checkTargets(client, row, batch.annotations);
  const fresh = await withoutKnown(client, row, batch.annotations);
  const known = batch.annotations.length - fresh.length;
  const data = await changedColumns(connection, row, { ...batch, annotations: fresh });
  return { plan: fresh.length > 0 || data.fields !== null ? { row, ...data } : null, known };
}

function wasDropped(session: string, annotation: Annotation | null): AnnotationError {
  return new AnnotationError(`The session "${session}" was dropped.`, annotation, true);
}

/** What is written of one session. */
interface PlannedBatch {
  readonly row: SessionRow;
  readonly annotations: readonly Annotation[];
  /** What changes on the session's row; null for nothing. */
  readonly fields: Row | null;
}

async function commitBatches(connection: Connection, batches: readonly PlannedBatch[]): Promise<void> {
  const updatedAt = BigInt(Date.now());
  const outcome = await connection.write({
    type: "group",
    parts: batches.map(({ row, annotations, fields }) => ({
      type: "annotation",
      session: row.id,
      rows: annotations.map(annotationRow),
      columns: { ...fields, updatedAt },
    })),
  });
  if (outcome.type === "written") return;
  const [first] = batches;
  if (outcome.why === "taken" || first === undefined) {
    throw new AnnotationError(
      "Another annotation was written at the same moment; send it again.",
      null,
      true,
    );
  }
  throw wasDropped(first.row.id, first.annotations[0] ?? null);
}

/** The annotations as they are written, with the number that rewards get, and the session's columns that they change. */
async function changedColumns(
  connection: Connection,
  row: SessionRow,
  { annotations, labels, metadata }: SessionAnnotations,
): Promise<Omit<PlannedBatch, "row">> {
  const outcome = await newestOutcome(connection.client, row, annotations);
  const told = mergedFields(row, labels, metadata);
  const rewards = annotations.filter(({ kind }) => kind === "reward");
  if (rewards.length === 0) {
    const fields = { ...told, ...(outcome === undefined ? {} : { outcome }) };
    return { annotations, fields: Object.keys(fields).length === 0 ? null : fields };
  }
  const held = sessionRecord(row);
  const rewardRevision = held.reward_revision + 1;
  const { reward, leaf_rewards, turn_rewards } = amendedRewards(held, rewards);
  const fields = {
    ...told,
    ...patchColumns({ reward, leaf_rewards, turn_rewards }),
    ...(outcome === undefined ? {} : { outcome }),
    rewardRevision,
  };
  const numbered = annotations.map((one) => (one.kind === "reward" ? { ...one, rewardRevision } : one));
  return { annotations: [...firstRewards(row), ...numbered], fields };
}

/** The rewards that the session had before its first amendment, so that every revision can be told. */
function firstRewards(row: SessionRow): readonly Annotation[] {
  if (row.rewardRevision > 0) return [];
  const none = { reward: null, leaf_rewards: null, turn_rewards: null };
  const { reward, leaf_rewards, turn_rewards } = sessionRecord(row);
  const at = Number(row.finishedAt ?? row.createdAt);
  const first = rewardsAsAnnotations(
    {
      reward,
      leaf_rewards: numbersOf(leaf_rewards),
      turn_rewards: numbersOf(turn_rewards),
    },
    none,
    { producer: FIRST_PRODUCER, at },
  );
  return first.map((one) => ({ ...one, rewardRevision: 0 }));
}

function mergedFields(
  row: SessionRow,
  labels: JsonObject | undefined,
  metadata: JsonObject | undefined,
): Row {
  const held = sessionRecord(row);
  return {
    ...(labels === undefined ? {} : patchColumns({ labels: { ...held.labels, ...labels } })),
    ...(metadata === undefined ? {} : patchColumns({ metadata: { ...held.metadata, ...metadata } })),
  };
}
