import type { DiffRun } from "@/lib/core/diff/token-diff";

/**
 * The first stretch that differs with what is equal on either side of it.
 *
 * @example
 * firstDifferent([equal, different, equal, different]); // [equal, different, equal]
 */
export function firstDifferent(runs: readonly DiffRun[]): readonly DiffRun[] {
  const at = runs.findIndex(({ equal }) => !equal);
  return at < 0 ? runs : runs.slice(Math.max(0, at - 1), at + 2);
}
