import type { JsonObject } from "@/lib/core/json/json-value";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { checkLeafRewards } from "@/lib/core/samples/check-leaf-rewards";
import { closedUnderway } from "@/lib/recorder/edge/closed-underway";
import { refreshCounters } from "@/lib/recorder/figures/refresh-counters";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import { serverPolicy } from "@/lib/settings/server-policy";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionRecord } from "@/lib/store/store";
import { SessionFinishError } from "./session-finish-error";

/** The fields that a trainer may set when it finishes a session; the session's own policy stands for an absent one. */
export interface SessionFinish {
  readonly reward?: SessionRecord["reward"] | undefined;
  readonly leaf_rewards?: Readonly<Record<string, number>> | null | undefined;
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
 * freezes the policy. A finished session is left as it is.
 *
 * @throws SessionNotFoundError; SessionFinishError for a session that is dropped or shared; RewardError for a leaf
 *   that is not there.
 */
export async function finishSession(
  parts: RecorderParts,
  sessions: LiveSessions,
  id: string,
  fields: SessionFinish,
): Promise<SessionRecord> {
  const live = await sessions.peek(id);
  const before = await parts.store.findSession(id);
  if (before?.status === "finished") return before;
  if (live === null || before !== null) closable(before, id);
  const policy = frozenPolicy(parts, before, fields);
  await live?.drain(parts.settings.finishWaitMs, closedUnderway(FINISHED_UNDERWAY));
  try {
    const record = closable(await parts.store.findSession(id), id);
    const finished = {
      ...record,
      reward: fields.reward ?? null,
      leaf_rewards: fields.leaf_rewards ?? null,
      metadata: { ...record.metadata, ...withoutKnownKeys(fields.metadata ?? {}) },
      finished_policy: policy,
    };
    const { samples } = await refreshCounters(parts, finished);
    // Whatever the policy's reward mode: an export may ask for another, and the session cannot be finished anew.
    checkLeafRewards(samples, fields.leaf_rewards ?? {});
    return await parts.store.updateSession(id, {
      status: "finished",
      reward: finished.reward,
      leaf_rewards: finished.leaf_rewards,
      metadata: finished.metadata,
      finished_policy: policy,
      finished_at: Date.now(),
    });
  } catch (error) {
    live?.reopen();
    throw error;
  }
}

function frozenPolicy(parts: RecorderParts, record: SessionRecord | null, fields: SessionFinish) {
  const owner = { policy: record?.policy ?? null, finished_policy: null };
  const request = { policy: fields.policy ?? null, overrides: {} };
  return sessionPolicy(owner, request, serverPolicy(parts.settings)).name;
}
