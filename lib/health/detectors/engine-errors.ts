import { plural } from "@/lib/core/base/format-count";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

/** The engine, or a proxy before it, told what cannot be. */
const CONTRADICTED: ReadonlySet<RefusalReason> = new Set([
  "unreadable_reply",
  "ids_taken_back",
  "output_count_disagrees",
]);

export const engineErrors: RecordingDetector = {
  name: "engine_errors",
  level: "error",
  looksAt: "recording",
  rule: "the engine broke off with an error, its reply could not be read, or its stream contradicts itself",
  find: ({ recording }) =>
    turnFindings(recording, ({ finishReason, refusal }) => {
      if (refusal !== null && CONTRADICTED.has(refusal)) return refusal;
      return finishReason === "error" ? "broke off" : null;
    }),
  sentence: (tally) =>
    `${plural(tally.count, "call")} failed at the engine, ${inSessions(tally)}${mostly(tally)}.`,
};
