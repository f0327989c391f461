import { at, idAt } from "@/lib/core/base/at";

/** A position in each of two sequences. */
export interface Place {
  readonly a: number;
  readonly b: number;
}

/** Equal ids, `length` of them, from `a` and from `b` on. */
export interface EqualStretch extends Place {
  readonly length: number;
}

/** The equal stretches of an edit, in order, and how far it came: to the end, where it was short enough. */
export interface EditPath {
  readonly stretches: readonly EqualStretch[];
  readonly reached: Place;
}

/**
 * The shortest edit from `a[from.a, to.a)` to `b[from.b, to.b)`. Where it takes more than `mostEdits` insertions and
 * removals, it is the start that comes furthest with that many. E. Myers, "An O(ND) difference algorithm and its
 * variations", 1986: time O((N + M) D), memory O(D²).
 *
 * @example
 * shortestEdit([1, 2, 3], [1, 3], { a: 0, b: 0 }, { a: 3, b: 2 }, 10).stretches; // [{ a: 0, b: 0, length: 1 }, { a: 2, b: 1, length: 1 }]
 */
export function shortestEdit(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  from: Place,
  to: Place,
  mostEdits: number,
): EditPath {
  const [aLength, bLength] = [to.a - from.a, to.b - from.b];
  const most = Math.min(aLength + bLength, mostEdits);
  // reach[diagonal + most + 1]: how far along `a` the search has come on each diagonal a - b.
  const reach = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      const [above, below] = [idAt(reach, at + 1), idAt(reach, at - 1)];
      let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
      while (x < aLength && x - diagonal < bLength && a[from.a + x] === b[from.b + x - diagonal]) x++;
      reach[at] = x;
      if (x >= aLength && x - diagonal >= bLength)
        return walkBack(rounds, edits, { x: aLength, y: bLength }, from);
    }
    rounds.push(reach.slice(most + 1 - edits, most + 2 + edits));
  }
  return walkBack(rounds, most, furthest(reach, most, aLength, bLength), from);
}

/** The end of the path that has come furthest in both sequences together. */
function furthest(
  reach: Int32Array,
  most: number,
  aLength: number,
  bLength: number,
): { readonly x: number; readonly y: number } {
  let best = { x: 0, y: 0 };
  for (let diagonal = -most; diagonal <= most; diagonal += 2) {
    const x = idAt(reach, diagonal + most + 1);
    const y = x - diagonal;
    if (x <= aLength && y <= bLength && y >= 0 && x + y > best.x + best.y) best = { x, y };
  }
  return best;
}

/** Whether the furthest way to a diagonal inserts from `b` (comes from the diagonal above) or removes from `a`. */
function comesDown(reach: Int32Array, at: number, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && idAt(reach, at - 1) < idAt(reach, at + 1);
}

/** Follows the rounds of the search from where it ended, after so many edits, to its start. */
function walkBack(
  rounds: readonly Int32Array[],
  edits: number,
  end: { readonly x: number; readonly y: number },
  from: Place,
): EditPath {
  const stretches: EqualStretch[] = [];
  let { x, y } = end;
  const add = (start: number, stop: number, diagonal: number): void => {
    if (stop > start) {
      stretches.push({ a: from.a + start, b: from.b + start - diagonal, length: stop - start });
    }
  };
  for (let round = edits; round > 0; round--) {
    const before = at(rounds, round - 1);
    const diagonal = x - y;
    // The round before holds diagonals -(round - 1) to round - 1.
    const slot = diagonal + round - 1;
    const down = comesDown(before, slot, diagonal, round);
    const startX = down ? idAt(before, slot + 1) : idAt(before, slot - 1) + 1;
    add(startX, x, diagonal);
    x = down ? startX : startX - 1;
    y = x - (diagonal + (down ? 1 : -1));
  }
  add(0, x, x - y);
  return { stretches: stretches.reverse(), reached: { a: from.a + end.x, b: from.b + end.y } };
}
