import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "@/components/marks/display-width";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { cellOfToken, cellsOf, layoutLines, lineCount, lineOfToken, tokenAtCell } from "./line-layout";

/** One token per piece; ids count from 0, equal pieces are equal tokens. */
function layoutOf(
  pieces: readonly (string | readonly number[])[],
  mode: "rendered" | "exact" | "ids" = "rendered",
) {
  const known = [...new Set(pieces.map((piece) => JSON.stringify(piece)))];
  const bytes = known.map((piece) => {
    const parsed: string | number[] = JSON.parse(piece);
    return typeof parsed === "string" ? new TextEncoder().encode(parsed) : Uint8Array.from(parsed);
  });
  const ids = Int32Array.from(pieces, (piece) => known.indexOf(JSON.stringify(piece)));
  const texts = new TokenTexts(ids, { bytes: (id) => bytes[id] ?? null, isSpecial: () => false });
  return { texts, layout: layoutLines(texts, ids, { width: 10, mode }) };
}

const startsOf = (...pieces: readonly (string | readonly number[])[]) => [...layoutOf(pieces).layout.starts];
const cellsOfAll = (...pieces: readonly (string | readonly number[])[]) =>
  pieces.map((_, at) => cellsOf(layoutOf(pieces).layout, at));

describe("displayWidth", () => {
  it.each([
    ["ab", 2],
    ["中文", 4],
    ["ｶﾞ", 2],
    ["한", 2],
    ["e\u0301", 1],
    ["🙂", 2],
    ["👩‍💻", 2],
    ["👨‍👩‍👧‍👦", 2],
    ["🇩🇪", 2],
    ["1️⃣", 2],
    ["❤️", 2],
    ["\u001b[31m", 4],
    ["naïve", 5],
  ])("%j takes %i cells", (text, cells) => {
    expect(displayWidth(text)).toBe(cells);
  });
});

describe("layoutLines", () => {
  it("breaks where the text does, after the token that holds the line's end", () => {
    expect(startsOf("a", "b\n", "c")).toEqual([0, 2, 3]);
  });

  it("breaks before a token that does not fit, and leaves one that never fits alone", () => {
    expect(startsOf("12345678", "abc", "x".repeat(30), "y")).toEqual([0, 1, 2, 3, 4]);
  });

  it("keeps the tokens of one glyph on one line", () => {
    expect(startsOf("123456789", [0xe4, 0xb8], [0xad])).toEqual([0, 1, 3]);
    expect(startsOf("12345678", "👩", "\u200d", "💻")).toEqual([0, 1, 4]);
  });

  it("gives every token a cell to point at, and a glyph what it needs", () => {
    expect(cellsOfAll([0xe4, 0xb8], [0xad])).toEqual([1, 1]);
    expect(cellsOfAll("中", "\n", "\u0301")).toEqual([2, 1, 1]);
    expect(cellsOfAll("👩", "\u200d", "💻")).toEqual([1, 1, 1]);
    expect(cellsOfAll([0xe2, 0x80])).toEqual([7]);
  });

  it("writes ids where they are asked for", () => {
    expect(layoutOf(["a", [0xe4, 0xb8], [0xad]], "ids").layout.labels).toEqual(["0 ", "1 ", "2 "]);
  });
});

const piece = fc.oneof(
  fc.string({ maxLength: 14 }),
  fc.constantFrom("中文", "👩", "\u200d", "💻", "e", "\u0301", "\n", "\t", "한", "é", "\u202e", "\0"),
  fc.uint8Array({ minLength: 1, maxLength: 3 }).map((bytes) => Array.from(bytes)),
);

describe("any layout", () => {
  it("puts every token on one line, in order, and finds line, cell and token again", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { layout } = layoutOf(pieces);
        expect([...layout.starts]).toEqual([...new Set(layout.starts)].sort((left, right) => left - right));
        pieces.forEach((_, token) => {
          const line = lineOfToken(layout, token);
          expect(layout.starts[line]).toBeLessThanOrEqual(token);
          expect(layout.starts[line + 1]).toBeGreaterThan(token);
          expect(tokenAtCell(layout, line, cellOfToken(layout, token))).toBe(token);
        });
      }),
    );
  });

  it("is what cutting line by line gives, and no line but one of a single glyph is too long", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { layout, texts } = layoutOf(pieces);
        for (let line = 0; line < lineCount(layout); line++) {
          const [start, end] = [layout.starts[line] ?? 0, layout.starts[line + 1] ?? 0];
          let cells = 0;
          for (let token = start; token < end; token++) cells += cellsOf(layout, token);
          const first = texts.at(start);
          const glyph = first?.kind === "part" ? first.of : 1;
          expect(cells <= 10 || end - start === glyph).toBe(true);
        }
      }),
    );
  });
});
