import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packSamples, unpackedTokens } from "./pack-samples";

const packed = (...samples: readonly (readonly number[])[]) =>
  packSamples(samples.map((ids) => ({ tokens: Int32Array.from(ids) })));

/** How many ids the distinct beginnings of some sequences have: what a prefix tree of single ids would hold. */
function distinctBeginnings(samples: readonly (readonly number[])[]): number {
  return new Set(samples.flatMap((ids) => ids.map((_, at) => ids.slice(0, at + 1).join()))).size;
}

describe("packSamples", () => {
  it("holds what samples share once, in the order of a walk", () => {
    const { nodes, ends, together, alone } = packed([1, 2, 3, 4], [1, 2, 5], [1, 2]);
    expect(
      nodes.map(({ parent, first, ids, enter, exit }) => [parent, first, [...ids], enter, exit]),
    ).toEqual([
      [-1, 0, [1, 2], 0, 3],
      [0, 2, [3, 4], 1, 2],
      [0, 2, [5], 2, 3],
    ]);
    expect(ends).toEqual([1, 2, 0]);
    expect([together, alone]).toEqual([5, 9]);
  });

  it("gives every sample back, holds each beginning once, and lets a token see what stands before it alone", () => {
    const ids = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(ids, { minLength: 1, maxLength: 8 }), (samples) => {
        const tree = packed(...samples);
        for (const [at, tokens] of samples.entries()) expect([...unpackedTokens(tree, at)]).toEqual(tokens);
        expect(tree.together).toBe(distinctBeginnings(samples));
        for (const node of tree.nodes) {
          const above: number[] = [];
          for (let at = node.parent; at >= 0; at = tree.nodes[at]?.parent ?? -1) above.push(at);
          const seen = tree.nodes.filter(({ enter, exit }) => enter < node.enter && node.enter < exit);
          expect(seen.map(({ enter }) => enter)).toEqual(above.toSorted((left, right) => left - right));
          const before = seen.reduce((sum, { ids: held }) => sum + held.length, 0);
          expect(node.first).toBe(before);
        }
      }),
    );
  });
});
