import { tokenDiff } from "@/lib/core/diff/token-diff";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";

/**
 * A stretch of two token ranges: the same tokens in the same states, the same in other states, or other tokens.
 * Positions in tokens of each range.
 */
export type StateRun =
  | { readonly kind: "same" | "states"; readonly a: number; readonly b: number; readonly length: number }
  | {
      readonly kind: "tokens";
      readonly a: number;
      readonly a_length: number;
      readonly b: number;
      readonly b_length: number;
    };

/**
 * Aligns two ranges of tokens by their ids, and parts what is equal where the states are not.
 *
 * @example
 * // a: 1 2 3 context, 4 trained; b: 1 2 3 context, 4 realigned
 * stateDiff(a, b); // [{ kind: "same", a: 0, b: 0, length: 3 }, { kind: "states", a: 3, b: 3, length: 1 }]
 */
export function stateDiff(a: TokenColumns, b: TokenColumns): readonly StateRun[] {
  return tokenDiff(a.ids, b.ids).runs.flatMap((run): readonly StateRun[] => {
    if (run.equal) return partedByState(a, b, run);
    const { a_length, b_length } = run;
    return [{ kind: "tokens", a: run.a, a_length, b: run.b, b_length }];
  });
}

function partedByState(
  a: TokenColumns,
  b: TokenColumns,
  run: { readonly a: number; readonly b: number; readonly length: number },
): readonly StateRun[] {
  const isSame = (at: number): boolean => a.states[run.a + at] === b.states[run.b + at];
  const parts: StateRun[] = [];
  for (let at = 0; at < run.length; ) {
    const same = isSame(at);
    let end = at + 1;
    while (end < run.length && isSame(end) === same) end++;
    parts.push({ kind: same ? "same" : "states", a: run.a + at, b: run.b + at, length: end - at });
    at = end;
  }
  return parts;
}
