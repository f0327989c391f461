import { formatCount } from "@/lib/core/base/format-count";
import { isImpossibleLogProb } from "@/lib/core/proof/is-impossible-log-prob";
import type { FlagFinding, RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";

export const impossibleLogProbs: RecordingDetector = {
  name: "impossible_log_probs",
  level: "error",
  looksAt: "recording",
  rule: "a sampled token has a log-prob that none can have: above 0 or below -10,000, or the recorder refused the turn as such",
  find: ({ recording }) =>
    recording.turns.flatMap(({ index, outputLogProbs: logProbs, refusal }): readonly FlagFinding[] => {
      const start = logProbs?.findIndex(isImpossibleLogProb) ?? -1;
      if (start < 0 && refusal !== "impossible_log_probs") return [];
      const tokens = logProbs?.filter(isImpossibleLogProb).length ?? 0;
      return [{ detail: "", tokens, turn: index, start: Math.max(0, start), length: start < 0 ? 0 : 1 }];
    }),
  sentence: (tally) =>
    `${formatCount(tally.tokens)} sampled tokens have a log-prob that no token can have, ${inSessions(tally)}.`,
};
