import type { ViewChoice } from "@/components/address/api-urls";
import type { RecordedSession } from "@/lib/core/file/recording-from-turn-lines";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { rewardsOf } from "@/lib/core/samples/rewards-of";
import { type RecordingView, viewRecording } from "@/lib/core/view/view-recording";
import { chosenPolicy } from "./chosen-policy";

/**
 * A session as its `turns.jsonl` tells it, under the policy and settings chosen on the page: what the server makes
 * of the same choice. Throws `PolicyError`.
 */
export function localView(
  { session, recording }: RecordedSession,
  choice: ViewChoice,
  server: ServerPolicy,
): RecordingView {
  return viewRecording(recording, rewardsOf(session), chosenPolicy(session, choice, server));
}
