import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";
import { isContextFull } from "@/lib/health/is-context-full";
import { turnFindings } from "@/lib/health/turn-findings";

export const contextFull: RecordingDetector = {
  name: "context_full",
  level: "warn",
  looksAt: "recording",
  rule: "an answer was cut because the context was full: below the length allowed, or at the session's `max_context_tokens`",
  find: (judged) => turnFindings(judged.recording, (turn) => (isContextFull(judged, turn) ? "" : null)),
  sentence: (tally) =>
    `${plural(tally.count, "answer")} ${tally.count === 1 ? "was" : "were"} cut by a full context, ${inSessions(tally)}.`,
};
