import type { RunStats, TimeFigures } from "@/lib/core/list/run-stats";

/** Looks of a series: pattern first, colour second, so that none is told by colour alone. */
export const SERIES_LOOKS = ["solid", "stripes", "dots", "cross", "lines"] as const;
export type SeriesLook = (typeof SERIES_LOOKS)[number];

/** One kind of fork over time; the last takes together what is rare. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  readonly look: SeriesLook;
  /** Its causes. */
  readonly causes: readonly string[];
}

/** A point of a chart: when, and how much of each series. */
export interface ChartPoint {
  readonly from: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Looks of forks: stripes stand for lost signal everywhere else. */
const FORK_LOOKS = SERIES_LOOKS.filter((look) => look !== "stripes");

/** The most frequent causes of forks, each a series, and the others together. */
export function forkSeries({ causes }: Pick<RunStats, "causes">): readonly ChartSeries[] {
  const forks = causes.filter(({ subject }) => subject === "fork").toSorted((a, b) => b.count - a.count);
  const named = forks.length > FORK_LOOKS.length ? forks.slice(0, FORK_LOOKS.length - 1) : forks;
  const rest = forks.slice(named.length).map(({ cause }) => cause);
  const groups = [...named.map(({ cause }) => ({ label: cause, causes: [cause] }))];
  if (rest.length > 0) groups.push({ label: `${rest.length} others`, causes: rest });
  return groups.map((group, at) => ({ ...group, key: `s${at}`, look: FORK_LOOKS[at] ?? "lines" }));
}

/** How often each series happened in each stretch of time. */
export function forkPoints(
  overTime: readonly TimeFigures[],
  series: readonly ChartSeries[],
): readonly ChartPoint[] {
  return overTime.map(({ from, causes }) => ({
    from,
    values: Object.fromEntries(
      series.map(({ key, causes: names }) => [
        key,
        causes
          .filter(({ subject, cause }) => subject === "fork" && names.includes(cause))
          .reduce((sum, { count }) => sum + count, 0),
      ]),
    ),
  }));
}

/**
 * Puts points of nothing between the first and the last where nothing began, so that time runs evenly; as many as a
 * chart can show, else the points as they are.
 */
export function evenPoints(points: readonly ChartPoint[], stepMs: number): readonly ChartPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return points;
  const steps = Math.round((last.from - first.from) / stepMs) + 1;
  if (steps > MOST_POINTS) return points;
  const byTime = new Map(points.map((point) => [point.from, point]));
  return Array.from({ length: steps }, (_, step) => {
    const from = first.from + step * stepMs;
    return byTime.get(from) ?? { from, values: {} };
  });
}

/** Bars narrower than two pixels tell nothing. */
const MOST_POINTS = 400;
