import { idAt } from "@/lib/core/base/at";
import { MergeQueue } from "./merge-queue";
import type { MergeTable } from "./merge-table";

/**
 * Byte-pair merges of a long piece: a linked list of ids and a heap of possible merges, n·log n for n bytes. So 100,000
 * spaces or one endless word do not hold up the process.
 *
 * @param ids One id per byte; overwritten.
 */
export function mergeLongPiece(ids: Int32Array, table: MergeTable): Int32Array {
  const count = ids.length;
  const next = Int32Array.from({ length: count }, (_, i) => (i + 1 < count ? i + 1 : -1));
  const previous = Int32Array.from({ length: count }, (_, i) => i - 1);
  const versions = new Int32Array(count);
  // Each byte is queued once at first, and each of the at most n merges queues two more.
  const queue = new MergeQueue(count * 3);
  const enqueue = (left: number): void => {
    const right = left < 0 ? -1 : idAt(next, left);
    if (right < 0) return;
    const rank = table.rank(idAt(ids, left), idAt(ids, right));
    if (rank >= 0) queue.push(rank, left, idAt(versions, left));
  };
  const outdate = (position: number): void => {
    versions[position] = idAt(versions, position) + 1;
  };
  for (let i = 0; i < count; i++) enqueue(i);
  for (let entry = queue.pop(); entry !== null; entry = queue.pop()) {
    const left = entry.position;
    const right = idAt(next, left);
    if (entry.version !== versions[left] || right < 0) continue;
    const before = idAt(previous, left);
    const after = idAt(next, right);
    ids[left] = table.merged(entry.rank);
    next[left] = after;
    if (after >= 0) previous[after] = left;
    outdate(left);
    outdate(right);
    next[right] = -1;
    if (before >= 0) outdate(before);
    enqueue(before);
    enqueue(left);
  }
  let length = 0;
  for (let i = 0; i >= 0; i = idAt(next, i)) ids[length++] = idAt(ids, i);
  return ids.slice(0, length);
}
