import { alignIds } from "./align-ids";

/** One place where two sequences differ: `[from, to)` of either, one of which can be empty. */
export interface ShownDifference {
  /** Which of all the differences it is, from 1, and how many there are. */
  readonly place: number;
  readonly of: number;
  readonly held: { readonly from: number; readonly to: number };
  readonly incoming: { readonly from: number; readonly to: number };
}

/**
 * The first place from a token on where what was held and what came instead differ; the last one before it where
 * there is none behind. Null when both are the same.
 *
 * @param at position in `incoming`.
 *
 * @example
 * nearestDifference(Int32Array.of(1, 2, 3), Int32Array.of(1, 9, 3), 0); // held: { from: 1, to: 2 }, …
 */
export function nearestDifference(
  held: Int32Array,
  incoming: Int32Array,
  at: number,
): ShownDifference | null {
  const differences = alignIds(held, incoming).filter(({ equal }) => !equal);
  const found = differences.findIndex(({ b, bLength }) => at < Math.max(b + bLength, b + 1));
  const place = found < 0 ? differences.length - 1 : found;
  const run = differences[place];
  if (!run) return null;
  return {
    place: place + 1,
    of: differences.length,
    held: { from: run.a, to: run.a + run.aLength },
    incoming: { from: run.b, to: run.b + run.bLength },
  };
}
