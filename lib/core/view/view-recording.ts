import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { Rewards } from "@/lib/core/samples/assign-rewards";
import { linearise } from "@/lib/core/samples/linearise";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { RewardError } from "@/lib/core/samples/reward-error";
import { buildSessionView } from "./build-session-view";
import type { SessionView } from "./session-view";

/** A recording, its result under a policy, and the view that the page draws of that. */
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
  const result = lineariseRewarded(recording, rewards, policy);
  return { recording, result, view: buildSessionView(recording, policy, result) };
}

/** Without rewards, where those given for other leaves do not fit what this policy makes. */
function lineariseRewarded(recording: Recording, rewards: Rewards, policy: Policy): LineariseResult {
  try {
    return linearise(recording, policy, rewards);
  } catch (error) {
    if (error instanceof RewardError) return linearise(recording, policy);
    throw error;
  }
}
