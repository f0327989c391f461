import { at } from "@/lib/core/base/at";
import { partitionPoint } from "@/lib/core/base/partition-point";
import { type Place, shortestEdit } from "./shortest-edit";

/**
 * A stretch of two aligned sequences: `[a, a + aLength)` of the one beside `[b, b + bLength)` of the other. Equal
 * stretches have one length and the same ids; of the others, one side can be empty.
 */
export interface AlignedRun {
  readonly equal: boolean;
  readonly a: number;
  readonly aLength: number;
  readonly b: number;
  readonly bLength: number;
}

/** Edits that the exact search looks for. 1,000 keep its table at 4 MB and its time at some milliseconds. */
const MOST_EDITS = 1000;

/** Ids in a row that mark a place, longest first: a rare one is no accident. */
const ANCHOR_LENGTHS = [8, 3, 1] as const;

/** Edits of a step of the search where nothing marks a place: then it goes on from the furthest that it came. */
const STEP_EDITS = 100;

/** So many steps find 80,000 edits; sequences that differ in more than that share nothing worth more time. */
const MOST_STEPS = 800;

/**
 * Aligns two sequences of ids. Up to `mostEdits` insertions and removals the alignment has the fewest that there can
 * be. Past that, ids that occur once on both sides split the work. Where there are none it goes on for a bounded number
 * of steps, and the rest is one difference. Runs are in order, cover both sides without gaps, and no two neighbours are
 * of one kind.
 *
 * @example
 * alignIds([1, 2, 3, 4], [1, 9, 4]);
 * // [{ equal: true, a: 0, aLength: 1, … }, { equal: false, a: 1, aLength: 2, b: 1, bLength: 1 }, { equal: true, … }]
 */
export function alignIds(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  mostEdits = MOST_EDITS,
): readonly AlignedRun[] {
  const runs = new RunList();
  let steps = 0;
  const pending: { from: Place; to: Place; anchor: number }[] = [
    { from: { a: 0, b: 0 }, to: { a: a.length, b: b.length }, anchor: 0 },
  ];
  for (let gap = pending.pop(); gap; gap = pending.pop()) {
    const { anchor, ...whole } = gap;
    const { from, to } = trimmed(a, b, whole, runs);
    const tail = whole.to.a - to.a;
    const length = ANCHOR_LENGTHS[anchor];
    const path = shortestEdit(a, b, from, to, length === undefined ? STEP_EDITS : mostEdits);
    const isWhole = path.reached.a === to.a && path.reached.b === to.b;
    // Later gaps wait on the stack below earlier ones, and what is equal at the end comes after all of them.
    if (tail > 0) pending.push({ from: to, to: whole.to, anchor });
    if (isWhole || length === undefined) {
      for (const match of path.stretches) runs.addEqual(match.a, match.b, match.length);
      if (!isWhole && ++steps < MOST_STEPS) pending.push({ from: path.reached, to, anchor });
      continue;
    }
    const places = uniquePlaces(a, b, { from, to }, length);
    const corners = [from, ...places, to];
    for (let at = corners.length - 2; at >= 0; at--) {
      const [start, end] = [corners[at], corners[at + 1]];
      if (start && end)
        pending.push({ from: start, to: end, anchor: anchor + (places.length === 0 ? 1 : 0) });
    }
  }
  return runs.finish(a.length, b.length);
}

interface Gap {
  readonly from: Place;
  readonly to: Place;
}

/** The gap without what is equal at its start, which is added to the runs, and without what is equal at its end. */
function trimmed(a: ArrayLike<number>, b: ArrayLike<number>, { from, to }: Gap, runs: RunList): Gap {
  const shorter = Math.min(to.a - from.a, to.b - from.b);
  let head = 0;
  while (head < shorter && a[from.a + head] === b[from.b + head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[to.a - 1 - tail] === b[to.b - 1 - tail]) tail++;
  runs.addEqual(from.a, from.b, head);
  return {
    from: { a: from.a + head, b: from.b + head },
    to: { a: to.a - tail, b: to.b - tail },
  };
}

/** Places inside a gap whose ids occur once on each side, in an order that both sides share. */
function uniquePlaces(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { from, to }: Gap,
  length: number,
): readonly Place[] {
  // A run of ids of which one is only on this side is on no other: most of what differs is passed over by that.
  const [idsA, idsB] = [idSet(a, from.a, to.a), idSet(b, from.b, to.b)];
  const seen = onceOnly(a, from.a, to.a, length, idsB);
  const there = onceOnly(b, from.b, to.b, length, idsA);
  const places: Place[] = [];
  for (const [key, at] of seen) {
    const other = there.get(key);
    if (at >= 0 && other !== undefined && other >= 0) places.push({ a: at, b: other });
  }
  return longestRising(places).filter(({ a: x, b: y }) => x > from.a || y > from.b);
}

function idSet(ids: ArrayLike<number>, from: number, to: number): ReadonlySet<number> {
  const set = new Set<number>();
  for (let at = from; at < to; at++) set.add(ids[at] ?? 0);
  return set;
}

/** Where each run of known ids stands that occurs once in a range; -1 for the others. */
function onceOnly(
  ids: ArrayLike<number>,
  from: number,
  to: number,
  length: number,
  known: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let run = 0;
  for (let end = from; end < to; end++) {
    run = known.has(ids[end] ?? 0) ? run + 1 : 0;
    if (run < length) continue;
    const at = end - length + 1;
    let key = "";
    for (let step = 0; step < length; step++) key += `${ids[at + step]},`;
    found.set(key, found.has(key) ? -1 : at);
  }
  return found;
}

/** The longest list of places, which come in order of `a`, that is in order of `b` too. */
function longestRising(places: readonly Place[]): readonly Place[] {
  const ends: number[] = [];
  const before = new Int32Array(places.length).fill(-1);
  places.forEach(({ b }, index) => {
    const length = partitionPoint(ends, (end) => at(places, end).b < b);
    before[index] = ends[length - 1] ?? -1;
    ends[length] = index;
  });
  const rising: Place[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const place = places[at];
    if (place) rising.push(place);
  }
  return rising.reverse();
}

/** Collects equal stretches in order; what lies between two of them differs. */
class RunList {
  readonly #runs: AlignedRun[] = [];
  #a = 0;
  #b = 0;

  addEqual(a: number, b: number, length: number): void {
    if (length === 0) return;
    this.#addDifference(a, b);
    const last = this.#runs.at(-1);
    if (last?.equal) {
      this.#runs[this.#runs.length - 1] = {
        ...last,
        aLength: last.aLength + length,
        bLength: last.bLength + length,
      };
    } else this.#runs.push({ equal: true, a, aLength: length, b, bLength: length });
    this.#a = a + length;
    this.#b = b + length;
  }

  finish(aEnd: number, bEnd: number): readonly AlignedRun[] {
    this.#addDifference(aEnd, bEnd);
    return this.#runs;
  }

  #addDifference(a: number, b: number): void {
    if (a === this.#a && b === this.#b) return;
    this.#runs.push({ equal: false, a: this.#a, aLength: a - this.#a, b: this.#b, bLength: b - this.#b });
    this.#a = a;
    this.#b = b;
  }
}
