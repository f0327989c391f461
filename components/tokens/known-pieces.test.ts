import { describe, expect, it } from "vitest";
import { KnownPieces } from "./known-pieces";

describe("KnownPieces", () => {
  const known = new KnownPieces();
  known.add(Int32Array.of(1, 2, 999_999), {
    tokenizer: "qwen3",
    bytes: { 1: "YQ==", 2: "Yg==" },
    special: [2],
  });

  it("answers for ids that were asked for before, in any order", () => {
    expect(known.of(Int32Array.of(2, 1, 1))).toMatchObject({ bytes: { 1: "YQ==", 2: "Yg==" }, special: [2] });
  });

  it("does not ask again for an id that the vocabulary does not hold", () => {
    expect(known.of(Int32Array.of(999_999))).not.toBeNull();
  });

  it("does not answer when one id is new", () => {
    expect(known.of(Int32Array.of(1, 3))).toBeNull();
  });
});
