import { assignRewards, RewardError } from "@/lib/core/assign-rewards";
import { linearise } from "@/lib/core/linearise";
import type { LineariseResult } from "@/lib/core/linearise-result";
import type { Policy } from "@/lib/core/policy";
import type { Recording } from "@/lib/core/recording";
import type { Sample } from "@/lib/core/sample";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import type { SessionView } from "@/lib/core/view/session-view";
import type { SessionRecord, Store } from "@/lib/store/store";

/** A session read and linearised under one policy. */
export interface InspectedSession {
  readonly recording: Recording;
  readonly result: LineariseResult;
  readonly view: SessionView;
}

/** Enough for a page, its token requests and a second policy beside it; a long recording takes some megabytes. */
const KEPT_SESSIONS = 8;

/**
 * Reads and linearises sessions for the page, and keeps the last few: one page asks for the tree, then for the
 * tokens of node after node of the same revision.
 */
export class SessionSource {
  readonly #kept = new Map<string, Promise<InspectedSession>>();

  async inspect(
    store: Pick<Store, "readRecording">,
    record: SessionRecord,
    policy: Policy,
  ): Promise<InspectedSession> {
    const key = JSON.stringify([record.id, record.created_at, record.revision, policy]);
    const kept = this.#kept.get(key);
    const inspected = kept ?? inspectNow(store, record, policy);
    this.#kept.delete(key);
    this.#kept.set(key, inspected);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT_SESSIONS && !oldest.done) this.#kept.delete(oldest.value);
    try {
      return await inspected;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }
}

async function inspectNow(
  store: Pick<Store, "readRecording">,
  record: SessionRecord,
  policy: Policy,
): Promise<InspectedSession> {
  const recording = await store.readRecording(record.id);
  const result = linearise(recording, policy);
  const samples = withRewards(result.samples, record, policy);
  const rewarded = { ...result, samples };
  return { recording, result: rewarded, view: buildSessionView(recording, policy, rewarded) };
}

/** Samples with their rewards; without, where rewards given for other leaves do not fit what this policy makes. */
function withRewards(
  samples: readonly Sample[],
  { reward, leaf_rewards: leafRewards }: SessionRecord,
  policy: Policy,
): readonly Sample[] {
  try {
    return assignRewards(samples, { reward, leafRewards }, policy.reward_mode);
  } catch (error) {
    if (error instanceof RewardError) return samples;
    throw error;
  }
}
