import type { EngineStanding } from "@/lib/engine/engine";
import type { SentinelReport } from "@/lib/recorder/rescore/sentinel";

/** What several threads have seen of one engine by scoring again; null where none has a word. */
export function joinedSentinel(reports: readonly SentinelReport[]): SentinelReport | null {
  if (reports.length === 0) return null;
  const spreads = reports.flatMap(({ differences }) => differences ?? []).sort((a, b) => b.p99 - a.p99);
  return {
    turns: reports.reduce((sum, { turns }) => sum + turns, 0),
    differences: spreads[0] ?? null,
    drift: reports.map(({ drift }) => drift).find((words) => words !== null) ?? null,
  };
}

/** What calls of several threads have met at one engine, as if one had made them. */
export function joinedStanding(standings: readonly EngineStanding[]): EngineStanding {
  const failures = standings.flatMap(({ failures: own }) => own ?? []);
  const paused = standings.flatMap(({ paused: own }) => own ?? []);
  const refuses = standings.find((standing) => standing.refuses !== undefined)?.refuses;
  const [first] = failures.toSorted((a, b) => b.since - a.since);
  return {
    ...(refuses !== undefined && { refuses }),
    ...(first && {
      failures: {
        calls: failures.reduce((sum, { calls }) => sum + calls, 0),
        since: Math.min(...failures.map(({ since }) => since)),
        last: first.last,
      },
    }),
    ...(paused.length > 0 && {
      paused: {
        answers: paused.reduce((sum, { answers }) => sum + answers, 0),
        since: Math.min(...paused.map(({ since }) => since)),
      },
    }),
  };
}
