/** A position in each of two sequences. */
export interface Place {
  readonly a: number;
  readonly b: number;
}

/** Equal ids, `length` of them, from `a` and from `b` on. */
export interface EqualStretch extends Place {
  readonly length: number;
}

/**
 * The equal stretches of the shortest edit from `a[from.a, to.a)` to `b[from.b, to.b)`, in order; null when it takes
 * more than `mostEdits` insertions and removals. E. Myers, "An O(ND) difference algorithm and its variations", 1986:
 * time O((N + M) D), memory O(D²).
 *
 * @example
 * shortestEdit([1, 2, 3], [1, 3], { a: 0, b: 0 }, { a: 3, b: 2 }, 10); // [{ a: 0, b: 0, length: 1 }, { a: 2, b: 1, length: 1 }]
 */
export function shortestEdit(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  from: Place,
  to: Place,
  mostEdits: number,
): readonly EqualStretch[] | null {
  const [aLength, bLength] = [to.a - from.a, to.b - from.b];
  if (Math.abs(aLength - bLength) > mostEdits) return null;
  const most = Math.min(aLength + bLength, mostEdits);
  // reach[diagonal + most + 1]: how far along `a` the search has come on each diagonal a - b.
  const reach = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      const down = comesDown(reach, at, diagonal, edits);
      let x = down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      while (x < aLength && x - diagonal < bLength && a[from.a + x] === b[from.b + x - diagonal]) x++;
      reach[at] = x;
      if (x >= aLength && x - diagonal >= bLength) {
        return walkBack(rounds, { aLength, bLength, edits }, from);
      }
    }
    rounds.push(reach.slice(most + 1 - edits, most + 2 + edits));
  }
  return null;
}

/** Whether the furthest way to a diagonal inserts from `b` (comes from the diagonal above) or removes from `a`. */
function comesDown(reach: Int32Array, at: number, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0);
}

/** Follows the rounds of the search from its end to its start. */
function walkBack(
  rounds: readonly Int32Array[],
  { aLength, bLength, edits }: { readonly aLength: number; readonly bLength: number; readonly edits: number },
  from: Place,
): readonly EqualStretch[] {
  const stretches: EqualStretch[] = [];
  let [x, y] = [aLength, bLength];
  const add = (start: number, end: number, diagonal: number): void => {
    if (end > start) stretches.push({ a: from.a + start, b: from.b + start - diagonal, length: end - start });
  };
  for (let round = edits; round > 0; round--) {
    const before = rounds[round - 1] ?? new Int32Array(0);
    const diagonal = x - y;
    // The round before holds diagonals -(round - 1) to round - 1.
    const at = diagonal + round - 1;
    const down = comesDown(before, at, diagonal, round);
    const startX = down ? (before[at + 1] ?? 0) : (before[at - 1] ?? 0) + 1;
    add(startX, x, diagonal);
    x = down ? startX : startX - 1;
    y = x - (diagonal + (down ? 1 : -1));
  }
  add(0, x, x - y);
  return stretches.reverse();
}
