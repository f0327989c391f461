import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";
import { isContextFull } from "@/lib/health/is-context-full";
import { turnFindings } from "@/lib/health/turn-findings";

export const truncated: RecordingDetector = {
  name: "truncated",
  level: "info",
  looksAt: "recording",
  rule: "an answer was cut at the length that was allowed for it",
  find: (judged) =>
    turnFindings(judged.recording, (turn) =>
      turn.finishReason === "length" && !isContextFull(judged, turn) ? "" : null,
    ),
  sentence: (tally) =>
    `${plural(tally.count, "answer")} ${tally.count === 1 ? "was" : "were"} cut at the length allowed, ${inSessions(tally)}.`,
};
