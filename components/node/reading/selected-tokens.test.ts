import { describe, expect, it } from "vitest";
import { tokenAtCharacter } from "./selected-tokens";

/** Tokens 3 to 6 spell "ab", nothing, "cde" and "f". */
const lengths = [0, 0, 0, 2, 0, 3, 1];
const at = (character: number) =>
  tokenAtCharacter({ start: 3, end: 7 }, character, (token) => lengths[token] ?? 0);

describe("the token at a character of a piece of text", () => {
  it("is the one that spells it, whole", () => {
    expect([0, 1, 2, 4, 5].map(at)).toEqual([3, 3, 5, 5, 6]);
  });

  it("is beside the piece where the character is", () => {
    expect(at(-1)).toBe(2);
    expect(at(6)).toBe(7);
  });
});
