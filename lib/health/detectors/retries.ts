import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

export const retries: RecordingDetector = {
  name: "retries",
  level: "info",
  looksAt: "recording",
  rule: "a client asked the same again: it was sampled anew, or got the same reply once more",
  find: ({ recording }) =>
    turnFindings(recording, ({ retryOf, deliveries }) => {
      if (retryOf !== null) return "sampled anew";
      return deliveries > 1 ? "sent again" : null;
    }),
  sentence: (tally) =>
    `${plural(tally.count, "call")} ${tally.count === 1 ? "was" : "were"} asked again, ${inSessions(tally)}${mostly(tally)}.`,
};
