import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePieceTable, encodePieceTable } from "./piece-table";

const piece = fc.record({
  id: fc.integer({ min: 0, max: 0xffffffff }),
  bytes: fc.uint8Array({ maxLength: 40 }),
  isSpecial: fc.boolean(),
});

describe("the piece table", () => {
  it("gives back every piece, by ascending id", () => {
    fc.assert(
      fc.property(fc.uniqueArray(piece, { selector: ({ id }) => id }), (pieces) => {
        const sorted = pieces.toSorted((left, right) => left.id - right.id);
        expect(decodePieceTable(encodePieceTable(pieces))).toEqual(sorted);
      }),
    );
  });

  it("refuses what is cut short or something else", () => {
    const table = encodePieceTable([{ id: 7, bytes: Uint8Array.of(1, 2), isSpecial: false }]);
    expect(() => decodePieceTable(table.subarray(0, table.length - 1))).toThrow(RangeError);
    expect(() => decodePieceTable(table.subarray(0, 10))).toThrow(RangeError);
    expect(() => decodePieceTable(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toThrow(RangeError);
  });

  it("refuses to write a piece that the length cannot tell", () => {
    const long = { id: 1, bytes: new Uint8Array(0x8000), isSpecial: false };
    expect(() => encodePieceTable([long])).toThrow(RangeError);
  });
});
