import { plural } from "@/lib/core/base/format-count";
import type { RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";
import { turnFindings } from "@/lib/health/turn-findings";

/** A call shorter than this says nothing of speed, in ms. */
const LEAST_MS = 10_000;
/** Slower than people read, in tokens a second: a busy engine gives each call more. */
const SLOW = 5;

export const slowEngine: RecordingDetector = {
  name: "slow_engine",
  level: "info",
  looksAt: "recording",
  rule: "a call took the engine over 10 seconds at fewer than 5 sampled tokens a second",
  find: ({ recording }) =>
    turnFindings(recording, ({ engineMs, outputIds }) =>
      engineMs !== null && engineMs > LEAST_MS && (outputIds.length / engineMs) * 1000 < SLOW ? "" : null,
    ),
  sentence: (tally) =>
    `${plural(tally.count, "call")} got fewer than 5 tokens a second from the engine, ${inSessions(tally)}.`,
};
