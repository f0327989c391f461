import type { ThresholdComparison } from "@/lib/core/lab/threshold-comparisons";

/** Bars of the histogram; the slider is wide enough for each to be told from the next. */
const BARS = 32;

/** A stretch of the scale and how many comparisons fall into it. */
export interface ScaleBar {
  /** Left and right edge, as shares of the scale. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The least and the most tokens that are compared in it. */
  readonly least: number;
  readonly most: number;
}

/**
 * Where a threshold stands on a slider that shows sizes of all orders alike: a share of its length.
 *
 * @example
 * placeOf(0, 1024); // 0
 * placeOf(31, 1023); // 0.5
 */
export function placeOf(threshold: number, most: number): number {
  return Math.min(1, Math.log2(1 + threshold) / Math.log2(1 + most));
}

/** The other way round, not rounded. */
export function thresholdAt(place: number, most: number): number {
  return 2 ** (place * Math.log2(1 + most)) - 1;
}

/** The breakpoint that stands nearest to a place on the slider. */
export function nearestStop(place: number, stops: readonly number[], most: number): number {
  return stops.reduce((nearest, stop) => {
    const distance = (of: number) => Math.abs(placeOf(of, most) - place);
    return distance(stop) < distance(nearest) ? stop : nearest;
  }, stops[0] ?? 0);
}

/**
 * The next threshold, up or down, at which anything may come out differently; null at either end.
 *
 * @example
 * stepStop(1024, [0, 8, 90], -1); // 8: all from 90 on give what 90 gives
 */
export function stepStop(threshold: number, stops: readonly number[], step: 1 | -1): number | null {
  const at = stops.findLastIndex((stop) => stop <= threshold);
  return stops[at + step] ?? null;
}

/** How the numbers of tokens that are compared lie on the scale, for bars that hold any. */
export function scaleBars(comparisons: readonly ThresholdComparison[], most: number): readonly ScaleBar[] {
  const bars = new Map<number, ScaleBar>();
  for (const { tokens } of comparisons) {
    const at = Math.min(BARS - 1, Math.floor(placeOf(tokens, most) * BARS));
    const bar = bars.get(at) ?? {
      from: at / BARS,
      to: (at + 1) / BARS,
      count: 0,
      least: tokens,
      most: tokens,
    };
    bars.set(at, {
      ...bar,
      count: bar.count + 1,
      least: Math.min(bar.least, tokens),
      most: Math.max(bar.most, tokens),
    });
  }
  return [...bars.values()];
}
