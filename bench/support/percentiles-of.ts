/** Values of a measurement, the smallest first. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

/** Percentiles of what was measured, by the nearest rank. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: rank(0.5), p95: rank(0.95), worst: rank(1) };
}
