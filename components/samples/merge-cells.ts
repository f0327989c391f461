import type { SampleCell } from "@/lib/core/view/session-view";

/** A stretch of a sample as the ribbon draws it: one node, or several that would be too narrow to see. */
export interface RibbonCell {
  readonly start: number;
  readonly length: number;
  readonly counts: readonly number[];
  /** Positions of its nodes in the view. */
  readonly nodes: readonly number[];
}

/**
 * Joins neighbouring cells until each is at least `smallest` tokens long. A row of a thousand turns is then a hundred
 * boxes and not a thousand slivers. Nothing is left out: the counts add up to the sample's.
 *
 * @example
 * mergeCells([cell(0, 10), cell(10, 2), cell(12, 2)], 4).map(({ length }) => length); // [10, 4]
 */
export function mergeCells(cells: readonly SampleCell[], smallest: number): readonly RibbonCell[] {
  const merged: { start: number; length: number; counts: number[]; nodes: number[] }[] = [];
  for (const { node, start, length, counts } of cells) {
    const last = merged.at(-1);
    if (last && (last.length < smallest || length < smallest) && last.length + length <= 2 * smallest) {
      last.length += length;
      last.nodes.push(node);
      counts.forEach((count, state) => {
        last.counts[state] = (last.counts[state] ?? 0) + count;
      });
    } else {
      merged.push({ start, length, counts: [...counts], nodes: [node] });
    }
  }
  return merged;
}
