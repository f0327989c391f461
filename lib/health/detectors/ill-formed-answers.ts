import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

export const illFormedAnswers: RecordingDetector = {
  name: "ill_formed",
  level: "warn",
  looksAt: "recording",
  rule: "an answer does not parse",
  find: ({ recording }) => turnFindings(recording, ({ illFormed }) => (illFormed === null ? null : "")),
  sentence: (tally) =>
    `${plural(tally.count, "answer")} ${tally.count === 1 ? "does" : "do"} not parse, ${inSessions(tally)}.`,
};
