import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

export const refusals: RecordingDetector = {
  name: "refusals",
  level: "warn",
  looksAt: "recording",
  rule: "a prompt was not grafted on what was sampled before it, though there was something to graft on",
  find: ({ recording }) => turnFindings(recording, ({ graft }) => graft?.refusal ?? null),
  sentence: (tally) =>
    `${plural(tally.count, "prompt")} could not be grafted, ${inSessions(tally)}${mostly(tally)}.`,
};
