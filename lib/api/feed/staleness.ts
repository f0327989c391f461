import { versionNumber } from "@/lib/core/recording/version-number";

/**
 * How many versions older than the trainer's weights a sampled token's are. As whole numbers where both are; else by
 * the order in which the run trained them, where a version that is none of them comes before the first. Weights that
 * are newer than the trainer's are not stale.
 *
 * @param order versions of the run, the first trained first.
 * @example
 * staleness("58", "61", []); // 3
 * staleness("b", "c", ["a", "b", "c"]); // 1
 */
export function staleness(version: string, current: string, order: readonly string[]): number {
  const [theirs, ours] = [versionNumber(version), versionNumber(current)];
  if (theirs !== null && ours !== null) return Math.max(0, ours - theirs);
  const places = order.includes(current) ? order : [...order, current];
  return Math.max(0, places.indexOf(current) - places.indexOf(version));
}
