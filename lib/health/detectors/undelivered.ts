import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

export const undelivered: RecordingDetector = {
  name: "undelivered",
  level: "warn",
  looksAt: "recording",
  rule: "a reply did not reach its client, or not all of it",
  find: ({ recording }) =>
    turnFindings(recording, ({ delivery }) =>
      delivery === "undelivered" || delivery === "partly_delivered" ? delivery : null,
    ),
  sentence: (tally) =>
    `${plural(tally.count, "reply", "replies")} did not reach the client whole, ${inSessions(tally)}${mostly(tally)}.`,
};
