import { numbersOf } from "@/lib/core/annotations/numbers-of";
import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { checkLeafRewards } from "@/lib/core/samples/check-leaf-rewards";
import { RewardError } from "@/lib/core/samples/reward-error";
import { closedUnderway } from "@/lib/recorder/edge/closed-underway";
import { sessionFigures } from "@/lib/recorder/figures/session-figures";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import { serverPolicy } from "@/lib/settings/server-policy";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionRecord } from "@/lib/store/store";
import { amendSession } from "./amend-session";
import { SessionFinishError } from "./session-finish-error";

/** The fields that a trainer may set when it finishes a session; the session's own policy stands for an absent one. */
export interface SessionFinish {
  readonly reward?: SessionRecord["reward"] | undefined;
  readonly leaf_rewards?: Readonly<Record<string, number>> | null | undefined;
  readonly turn_rewards?: Readonly<Record<string, number>> | null | undefined;
  /** Set over the metadata that the session was opened with, field by field. */
  readonly metadata?: JsonObject | null | undefined;
  readonly policy?: string | null | undefined;
}

const FINISHED_UNDERWAY = "The session was finished while the call was running.";

function closable(record: SessionRecord | null, id: string): SessionRecord {
  if (record === null) throw new SessionNotFoundError(id);
  if (record.status === "dropped") throw new SessionFinishError(`The session "${id}" was dropped.`);
  if (record.origin === "shared") {
    throw new SessionFinishError(
      `The session "${id}" is shared by all who name none of their own, and cannot be finished.`,
    );
  }
  return record;
}

/**
 * Finishes a session: refuses new calls, waits for those in flight within the setting's bound, aborts the rest, and
 * freezes the policy. A finished session is left as it is. Rewards that were given before are kept where none is given.
 *
 * @throws SessionNotFoundError; SessionFinishError for a session that is dropped or shared, and for another reward than
 *   a finished session has; RewardError for a leaf that is not there; AnnotationError for a turn that is not there.
 */
export async function finishSession(
  parts: RecorderParts,
  sessions: LiveSessions,
  id: string,
  fields: SessionFinish,
): Promise<SessionRecord> {
  const live = await sessions.peek(id);
  const before = await parts.store.findSession(id);
  if (before?.status === "finished") return sameRewards(before, fields);
  if (live === null || before !== null) closable(before, id);
  const policy = frozenPolicy(parts, before, fields);
  await live?.drain(parts.settings.finishWaitMs, closedUnderway(FINISHED_UNDERWAY));
  try {
    const record = closable(await parts.store.findSession(id), id);
    await checkTurnRewards(parts, id, fields.turn_rewards ?? {});
    const rewards = givenRewards(record, fields);
    const finished = {
      ...record,
      ...rewards,
      metadata: { ...record.metadata, ...withoutKnownKeys(fields.metadata ?? {}) },
      finished_policy: policy,
    };
    const { figures, result } = await sessionFigures(parts, finished);
    // Whatever the policy's reward mode: an export may ask for another, and the session cannot be finished anew.
    checkLeafRewards(result.samples, fields.leaf_rewards ?? {});
    // Rewards that were amended while the session was open have a history, which goes on.
    if (record.reward_revision > 0) await amendSession(parts, id, rewards);
    return await parts.store.updateSession(id, {
      ...figures,
      status: "finished",
      ...(record.reward_revision > 0 ? {} : rewards),
      metadata: finished.metadata,
      finished_policy: policy,
      finished_at: Date.now(),
    });
  } catch (error) {
    live?.reopen();
    throw error;
  }
}

/** Rewards that no word is given of stay as they were given before. */
function givenRewards(record: SessionRecord, fields: SessionFinish) {
  return {
    reward: fields.reward ?? record.reward,
    leaf_rewards: fields.leaf_rewards ?? numbersOf(record.leaf_rewards),
    turn_rewards: fields.turn_rewards ?? numbersOf(record.turn_rewards),
  };
}

/** A finished session as it is. Throws `SessionFinishError` where it has other rewards than those that are given. */
function sameRewards(record: SessionRecord, fields: SessionFinish): SessionRecord {
  for (const name of ["reward", "leaf_rewards", "turn_rewards"] as const) {
    const given = fields[name] ?? null;
    if (given === null || canonicalJson(given) === canonicalJson(record[name])) continue;
    throw new SessionFinishError(
      `The session "${record.id}" is finished with ${name} ${stringifyJson(record[name])}; ` +
        `PATCH /api/sessions/${record.id} amends it.`,
    );
  }
  return record;
}

async function checkTurnRewards(
  { store }: Pick<RecorderParts, "store">,
  id: string,
  rewards: Readonly<Record<string, number>>,
): Promise<void> {
  const names = Object.keys(rewards);
  if (names.length === 0) return;
  const { turns } = await store.readRecording(id);
  const unknown = names.find((name) => !turns.some(({ index }) => String(index) === name));
  if (unknown === undefined) return;
  throw new RewardError(`There is no turn "${unknown}"; the session has ${turns.length}.`);
}

function frozenPolicy(parts: RecorderParts, record: SessionRecord | null, fields: SessionFinish) {
  const owner = { policy: record?.policy ?? null, finished_policy: null };
  const request = { policy: fields.policy ?? null, overrides: {} };
  return sessionPolicy(owner, request, serverPolicy(parts.settings)).name;
}
