import { describe, expect, it } from "vitest";
import { KnownPieces } from "./known-pieces";

describe("KnownPieces", () => {
  const known = new KnownPieces();
  known.add([
    { id: 1, bytes: Uint8Array.of(0x61), isSpecial: false },
    { id: 2, bytes: Uint8Array.of(0x62), isSpecial: true },
    { id: 999_999, bytes: new Uint8Array(0), isSpecial: false },
  ]);

  it("answers for ids that were asked for before, in any order", () => {
    expect(known.has(Int32Array.of(2, 1, 1))).toBe(true);
    expect(known.bytes(1)).toEqual(Uint8Array.of(0x61));
    expect([known.isSpecial(1), known.isSpecial(2)]).toEqual([false, true]);
  });

  it("does not ask again for an id that the vocabulary does not hold", () => {
    expect(known.has(Int32Array.of(999_999))).toBe(true);
    expect(known.bytes(999_999)).toBeNull();
  });

  it("does not answer when one id is new", () => {
    expect(known.has(Int32Array.of(1, 3))).toBe(false);
  });
});
