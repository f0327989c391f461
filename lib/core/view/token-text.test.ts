import { describe, expect, it } from "vitest";
import { type PieceReader, tokenTexts } from "./token-text";

const PIECES: Readonly<Record<number, readonly number[]>> = {
  1: [0x68, 0x69],
  2: [0xe4, 0xb8],
  3: [0xad],
  4: [0x3c, 0x7c, 0x65, 0x7c, 0x3e],
  5: [0xad, 0x21],
};

const reader: PieceReader = {
  bytes: (id) => {
    const piece = PIECES[id];
    return piece ? Uint8Array.from(piece) : null;
  },
  isSpecial: (id) => id === 4,
};

const show = (...ids: number[]) => tokenTexts(Int32Array.from(ids), reader);

describe("tokenTexts", () => {
  it("gives whole characters as text and special tokens by name", () => {
    expect(show(1, 4)).toEqual([
      { kind: "text", text: "hi" },
      { kind: "special", name: "<|e|>" },
    ]);
  });

  it("names the character that a run of tokens makes, and the part of each", () => {
    expect(show(2, 3, 1)).toMatchObject([
      { kind: "part", character: "中", part: 1, of: 2 },
      { kind: "part", character: "中", part: 2, of: 2 },
      { kind: "text", text: "hi" },
    ]);
  });

  it("includes what follows in the last token of a split character", () => {
    expect(show(2, 5)).toMatchObject([
      { kind: "part", character: "中!", part: 1, of: 2 },
      { kind: "part", character: "中!", part: 2, of: 2 },
    ]);
  });

  it("shows bytes that no neighbour completes as bytes", () => {
    expect(show(3, 2, 4)).toMatchObject([{ kind: "bytes" }, { kind: "bytes" }, { kind: "special" }]);
  });

  it("says that an id is unknown rather than guess", () => {
    expect(show(99)).toEqual([{ kind: "unknown", id: 99 }]);
  });
});
