import { plural } from "@/lib/core/base/format-count";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";

export const weightsMixed: RecordingDetector = {
  name: "weights_mixed",
  level: "warn",
  looksAt: "recording",
  rule: "the weights changed in the middle of an answer",
  find: ({ recording }) =>
    recording.turns.flatMap((turn) => {
      const spans = weightSpansOf(turn);
      const changed = spans.find(({ version }) => version !== spans[0]?.version);
      if (changed === undefined) return [];
      const { length } = turn.outputIds;
      return [{ detail: "", tokens: length, turn: turn.index, start: changed.start, length: 1 }];
    }),
  sentence: (tally) =>
    `${plural(tally.count, "answer")} ${tally.count === 1 ? "was" : "were"} sampled over a change of weights, ${inSessions(tally)}.`,
};
