/** How differences lie: the figures of a comparison, in nats. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly largest: number;
}

/** The spread of absolute differences; null of none. */
export function spreadOf(differences: readonly number[]): Spread | null {
  if (differences.length === 0) return null;
  const sorted = Float64Array.from(differences).sort();
  const part = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
  return { count: sorted.length, median: part(0.5), p99: part(0.99), largest: part(1) };
}

/** A spread in words. */
export function spreadWords({ count, median, p99, largest }: Spread): string {
  const nats = (value: number) => (value === 0 ? "0" : value.toPrecision(2));
  return `median ${nats(median)}, 99th percentile ${nats(p99)}, largest ${nats(largest)} over ${count}`;
}
