import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";

export const echoDrift: RecordingDetector = {
  name: "echo_drift",
  level: "info",
  looksAt: "recording",
  rule: "a client sent an answer back in another spelling, which was forgiven; told by tolerance, client and template",
  find: ({ recording, session }) =>
    recording.turns.flatMap(({ acceptedRewrites, client }) =>
      acceptedRewrites.flatMap(({ turnIndex, tolerance }) => {
        if (turnIndex === null) return [];
        const length = recording.turns[turnIndex - 1]?.outputIds.length ?? 0;
        const detail = `${tolerance} (${client ?? "no client"}, ${session.tokenizer})`;
        return [{ detail, tokens: length, turn: turnIndex, start: 0, length }];
      }),
    ),
  sentence: (tally) =>
    `${plural(tally.count, "answer")} came back in another spelling, ${inSessions(tally)}${mostly(tally)}.`,
};
