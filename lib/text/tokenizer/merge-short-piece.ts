import { idAt } from "@/lib/core/base/at";
import type { MergeTable } from "./merge-table";

/**
 * Byte-pair merges of a short piece, by scanning for the lowest rank. Quadratic in the length of the piece, and
 * faster than any heap for the few bytes that nearly every piece has.
 *
 * @param ids One id per byte; overwritten.
 */
export function mergeShortPiece(ids: Int32Array, table: MergeTable): Int32Array {
  let length = ids.length;
  const ranks = new Int32Array(length);
  for (let i = 0; i < length - 1; i++) {
    ranks[i] = table.rank(idAt(ids, i), idAt(ids, i + 1));
  }
  while (length > 1) {
    let best = -1;
    let at = -1;
    for (let i = 0; i < length - 1; i++) {
      const rank = idAt(ranks, i);
      if (rank >= 0 && (best < 0 || rank < best)) {
        best = rank;
        at = i;
      }
    }
    if (at < 0) break;
    ids[at] = table.merged(best);
    ids.copyWithin(at + 1, at + 2, length);
    ranks.copyWithin(at + 1, at + 2, length);
    length--;
    if (at > 0) ranks[at - 1] = table.rank(idAt(ids, at - 1), idAt(ids, at));
    if (at < length - 1) ranks[at] = table.rank(idAt(ids, at), idAt(ids, at + 1));
  }
  return ids.slice(0, length);
}
