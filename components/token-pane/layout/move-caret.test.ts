import { describe, expect, it } from "vitest";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { layoutLines } from "./line-layout";
import { moveCaret } from "./move-caret";

/** Three lines: `ab cd`, `中`, `xyz w`. */
const PIECES = ["ab ", "cd\n", "中\n", "xyz", " w"].map((piece) => new TextEncoder().encode(piece));
const ids = Int32Array.from(PIECES, (_, at) => at);
const texts = new TokenTexts(ids, { bytes: (id) => PIECES[id] ?? null, isSpecial: () => false });
const layout = layoutLines(texts, ids, { width: 40, mode: "rendered" });

describe("moveCaret", () => {
  it("goes from token to token and stops at the ends", () => {
    expect(moveCaret(layout, 1, "next", 2)).toBe(2);
    expect(moveCaret(layout, 4, "next", 2)).toBe(4);
    expect(moveCaret(layout, 0, "previous", 2)).toBe(0);
  });

  it("goes from line to line, as near to its cell as the line reaches", () => {
    expect(moveCaret(layout, 1, "line-down", 2)).toBe(2);
    expect(moveCaret(layout, 4, "line-up", 2)).toBe(2);
    expect(moveCaret(layout, 1, "page-down", 2)).toBe(4);
    expect(moveCaret(layout, 3, "page-up", 2)).toBe(0);
  });

  it("goes to the ends of a line and of the sample", () => {
    expect(moveCaret(layout, 4, "line-start", 2)).toBe(3);
    expect(moveCaret(layout, 0, "line-end", 2)).toBe(1);
    expect(moveCaret(layout, 2, "first", 2)).toBe(0);
    expect(moveCaret(layout, 2, "last", 2)).toBe(4);
  });
});
