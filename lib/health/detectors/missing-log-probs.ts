import { formatCount } from "@/lib/core/base/format-count";
import type { FlagFinding, RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";

export const missingLogProbs: RecordingDetector = {
  name: "missing_log_probs",
  level: "error",
  looksAt: "recording",
  rule: "the engine sampled a token without telling its log-prob",
  find: ({ recording }) =>
    recording.turns.flatMap(({ index, outputIds, outputLogProbs: logProbs }): readonly FlagFinding[] => {
      const { length } = outputIds;
      if (logProbs === null) {
        return length === 0 ? [] : [{ detail: "none told", tokens: length, turn: index, start: 0, length }];
      }
      const start = logProbs.findIndex(Number.isNaN);
      if (start < 0) return [];
      const tokens = logProbs.filter(Number.isNaN).length;
      return [{ detail: "some told", tokens, turn: index, start, length: 1 }];
    }),
  sentence: (tally) => `${formatCount(tally.tokens)} sampled tokens have no log-prob, ${inSessions(tally)}.`,
};
