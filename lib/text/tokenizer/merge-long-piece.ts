import { MergeQueue } from "./merge-queue";
import type { MergeTable } from "./merge-table";

/**
 * Byte-pair merges of a long piece: a linked list of ids and a heap of possible merges, n·log n for n bytes, so
 * that 100,000 spaces or one endless word do not hold up the process.
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
    if (left < 0 || next[left] < 0) return;
    const rank = table.rank(ids[left], ids[next[left]]);
    if (rank >= 0) queue.push(rank, left, versions[left]);
  };
  for (let i = 0; i < count; i++) enqueue(i);
  for (let entry = queue.pop(); entry !== null; entry = queue.pop()) {
    const left = entry.position;
    if (entry.version !== versions[left] || next[left] < 0) continue;
    const right = next[left];
    ids[left] = table.merged(entry.rank);
    next[left] = next[right];
    if (next[left] >= 0) previous[next[left]] = left;
    versions[left]++;
    versions[right]++;
    next[right] = -1;
    if (previous[left] >= 0) versions[previous[left]]++;
    enqueue(previous[left]);
    enqueue(left);
  }
  let length = 0;
  for (let i = 0; i >= 0; i = next[i]) ids[length++] = ids[i];
  return ids.slice(0, length);
}
