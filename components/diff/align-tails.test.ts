import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignTails } from "./align-tails";

describe("alignTails", () => {
  it("finds where two spellings of one text part and meet again", () => {
    expect(alignTails([1, 2, 3, 7, 8, 9, 10], [1, 5, 7, 8, 9, 10])).toEqual({
      prefix: 1,
      heldEnd: 3,
      incomingEnd: 2,
    });
  });

  it("takes everything as different when they never meet", () => {
    expect(alignTails([1, 2], [1, 3, 4])).toEqual({ prefix: 1, heldEnd: 2, incomingEnd: 3 });
  });

  it("never claims that different tokens are equal", () => {
    const run = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(run, run, (held, incoming) => {
        const { prefix, heldEnd, incomingEnd } = alignTails(held, incoming);
        expect(held.slice(0, prefix)).toEqual(incoming.slice(0, prefix));
        if (heldEnd === held.length) return;
        expect(held.slice(heldEnd, heldEnd + 4)).toEqual(incoming.slice(incomingEnd, incomingEnd + 4));
      }),
    );
  });
});
