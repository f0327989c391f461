import { formatCount } from "@/lib/core/base/format-count";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

/** Nothing shows that these ids are what the model saw and said, or something speaks against it. */
const UNPROVEN: ReadonlySet<RefusalReason> = new Set([
  "prefix_not_proven",
  "framing_not_proven",
  "engine_count_disagrees",
  "id_outside_vocabulary",
  "no_token_ids",
  "prompt_unconfirmed",
  "completeness_unknown",
  "reply_disagrees",
]);

export const unprovenIds: RecordingDetector = {
  name: "unproven_ids",
  level: "error",
  looksAt: "recording",
  rule: "the recorder could not prove a turn's ids: those of the prompt, or that those of the answer are all of it",
  find: ({ recording }) =>
    turnFindings(recording, ({ refusal }) => (refusal !== null && UNPROVEN.has(refusal) ? refusal : null)),
  sentence: (tally) =>
    `${formatCount(tally.tokens)} sampled tokens are not proven, ${inSessions(tally)}${mostly(tally)}.`,
};
