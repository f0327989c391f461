import type { Comparison, SideTally } from "@/lib/core/compare/comparison";

/** A cause on both sides; null where a side does not have it. */
export interface CausePair {
  readonly subject: SideTally["subject"];
  readonly cause: string;
  readonly a: SideTally | null;
  readonly b: SideTally | null;
}

/**
 * Causes of forks and drift of both sides beside each other; drift suffered on one side meets the same drift spared
 * on the other. What touches the most tokens comes first.
 */
export function causePairs({ a, b }: Pick<Comparison, "a" | "b">): readonly CausePair[] {
  const pairs = new Map<
    string,
    { subject: SideTally["subject"]; cause: string; a: SideTally | null; b: SideTally | null }
  >();
  for (const [side, causes] of [["a", a.causes] as const, ["b", b.causes] as const]) {
    for (const tally of causes) {
      const key = `${tally.subject === "fork" ? "fork" : "drift"} ${tally.cause}`;
      const pair = pairs.get(key) ?? { subject: tally.subject, cause: tally.cause, a: null, b: null };
      pair[side] = tally;
      pairs.set(key, pair);
    }
  }
  const weight = ({ a: left, b: right }: CausePair) => (left?.tokens ?? 0) + (right?.tokens ?? 0);
  return [...pairs.values()].sort((left, right) => weight(right) - weight(left));
}
