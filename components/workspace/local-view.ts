import type { RecordedSession } from "@/lib/core/recording-from-turn-lines";
import { type ServerPolicy, sessionPolicy } from "@/lib/core/session-policy";
import { type RecordingView, viewRecording } from "@/lib/core/view/view-recording";
import type { ViewChoice } from "./api-urls";

/**
 * A session as its `turns.jsonl` tells it, under the policy and threshold chosen on the page: what the server makes
 * of the same choice. Throws `PolicyError`.
 */
export function localView(
  { session, recording }: RecordedSession,
  { policy, threshold }: ViewChoice,
  server: ServerPolicy,
): RecordingView {
  const overrides = threshold === null ? {} : { fork_threshold_tokens: threshold };
  const { reward, leaf_rewards: leafRewards } = session;
  return viewRecording(
    recording,
    { reward, leafRewards },
    sessionPolicy(session, { policy, overrides }, server),
  );
}
