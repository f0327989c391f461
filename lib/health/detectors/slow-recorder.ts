import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

/** What nobody notices beside an engine, in ms. */
const LEAST_MS = 100;
/** Share of the engine's time that recording may add. */
const MOST_ADDED = 0.05;

export const slowRecorder: RecordingDetector = {
  name: "slow_recorder",
  level: "info",
  looksAt: "recording",
  rule: "building a prompt took the recorder over 100 ms, and over 5 % of the time that the engine took",
  find: ({ recording }) =>
    turnFindings(recording, ({ promptMs, engineMs }) =>
      promptMs !== null && promptMs > LEAST_MS && promptMs > MOST_ADDED * (engineMs ?? 0) ? "" : null,
    ),
  sentence: (tally) => `${plural(tally.count, "call")} waited for the recorder, ${inSessions(tally)}.`,
};
