import { idAt } from "@/lib/core/base/at";

/** Merge rules by the pair of ids they join. `rank` is -1 for a pair that does not merge; lower ranks go first. */
export interface MergeTable {
  rank(left: number, right: number): number;
  /** The id that the merge of a rank makes. */
  merged(rank: number): number;
}

export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly merged: number;
}

function slotOf(left: number, right: number, mask: number): number {
  return (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) & mask;
}

/**
 * An open-addressed hash table over typed arrays: one look-up per neighbouring pair is nearly the whole cost of
 * encoding, and a `Map` keyed by strings or by products is several times slower.
 */
export function createMergeTable(merges: readonly Merge[]): MergeTable {
  let capacity = 16;
  while (capacity < merges.length * 2.5) capacity *= 2;
  const mask = capacity - 1;
  const lefts = new Int32Array(capacity).fill(-1);
  const rights = new Int32Array(capacity);
  const ranks = new Int32Array(capacity);
  const results = new Int32Array(merges.length);
  const find = (left: number, right: number): number => {
    let slot = slotOf(left, right, mask);
    while (lefts[slot] !== -1 && (lefts[slot] !== left || rights[slot] !== right)) slot = (slot + 1) & mask;
    return slot;
  };
  for (const [rank, merge] of merges.entries()) {
    results[rank] = merge.merged;
    const slot = find(merge.left, merge.right);
    lefts[slot] = merge.left;
    rights[slot] = merge.right;
    ranks[slot] = rank;
  }
  return {
    rank(left, right) {
      const slot = find(left, right);
      return lefts[slot] === -1 ? -1 : idAt(ranks, slot);
    },
    merged: (rank) => idAt(results, rank),
  };
}
