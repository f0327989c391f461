import { assignRewards, RewardError, type Rewards } from "../assign-rewards";
import { linearise } from "../linearise";
import type { LineariseResult } from "../linearise-result";
import type { Policy } from "../policy";
import type { Recording } from "../recording";
import type { Sample } from "../sample";
import { buildSessionView } from "./build-session-view";
import type { SessionView } from "./session-view";

/** A recording, what a policy makes of it, and how the page draws that. */
export interface RecordingView {
  readonly recording: Recording;
  readonly result: LineariseResult;
  readonly view: SessionView;
}

/**
 * A recording under one policy. The server calls it for the page and the API, the browser for every policy and
 * threshold tried on the page.
 *
 * @example
 * viewRecording(recording, { reward: 1 }, resolvePolicy("slime", { fork_threshold_tokens: 0 })).view.samples;
 */
export function viewRecording(recording: Recording, rewards: Rewards, policy: Policy): RecordingView {
  const result = linearise(recording, policy);
  const rewarded = { ...result, samples: withRewards(result.samples, rewards, policy) };
  return { recording, result: rewarded, view: buildSessionView(recording, policy, rewarded) };
}

/** Samples with their rewards; without, where rewards given for other leaves do not fit what this policy makes. */
function withRewards(samples: readonly Sample[], rewards: Rewards, policy: Policy): readonly Sample[] {
  try {
    return assignRewards(samples, rewards, policy.reward_mode);
  } catch (error) {
    if (error instanceof RewardError) return samples;
    throw error;
  }
}
