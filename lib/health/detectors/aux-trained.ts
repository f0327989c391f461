import { formatCount } from "@/lib/core/base/format-count";
import type { FlagFinding, RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";

export const auxTrained: RecordingDetector = {
  name: "aux_trained",
  level: "warn",
  looksAt: "recording",
  rule: "tokens of a call beside the conversation (a title, a probe, a summary) train",
  find: ({ recording, result }) =>
    result.samples.flatMap(({ spans }) =>
      spans.flatMap((span): readonly FlagFinding[] => {
        if (span.state !== "trained") return [];
        const { turn, outputStart: start, length } = span;
        const detail = recording.turns[turn - 1]?.auxiliary ?? "none";
        return detail === "none" ? [] : [{ detail, tokens: length, turn, start, length }];
      }),
    ),
  sentence: (tally) =>
    `${formatCount(tally.tokens)} trained tokens are of calls beside the conversation, ${inSessions(tally)}${mostly(tally)}.`,
};
