import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeCells } from "./merge-cells";

const cellsOf = (lengths: readonly number[]) => {
  let start = 0;
  return lengths.map((length, node) => {
    const cell = { node, start, length, counts: [length, 0] };
    start += length;
    return cell;
  });
};

describe("mergeCells", () => {
  it("joins slivers and leaves wide cells alone", () => {
    expect(mergeCells(cellsOf([10, 2, 2, 9]), 4).map(({ nodes }) => nodes)).toEqual([[0], [1, 2], [3]]);
  });

  it("leaves nothing out, and no more boxes than fit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 })),
        fc.integer({ min: 1, max: 60 }),
        (lengths, smallest) => {
          const cells = cellsOf(lengths);
          const merged = mergeCells(cells, smallest);
          const total = lengths.reduce((sum, length) => sum + length, 0);
          expect(merged.flatMap(({ nodes }) => nodes)).toEqual(cells.map(({ node }) => node));
          expect(merged.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0)).toBe(total);
          expect(merged.length).toBeLessThanOrEqual(Math.ceil((2 * total) / smallest) + 1);
        },
      ),
    );
  });
});
