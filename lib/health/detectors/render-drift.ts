import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";

export const renderDrift: RecordingDetector = {
  name: "render_drift",
  level: "info",
  looksAt: "recording",
  rule: "the audit found that a prompt, built the other way, has other tokens; told by cause, client and template",
  find: ({ recording, session }) =>
    recording.turns.flatMap(({ audit, index, client }) =>
      audit === null || audit.cause === null
        ? []
        : [
            {
              detail: `${audit.cause} (${client ?? "no client"}, ${session.tokenizer})`,
              tokens: audit.changedTokens,
              turn: index,
              start: 0,
              length: 0,
            },
          ],
    ),
  sentence: (tally) =>
    `${plural(tally.count, "prompt")} would have other tokens if built the other way, ${inSessions(tally)}${mostly(tally)}.`,
};
