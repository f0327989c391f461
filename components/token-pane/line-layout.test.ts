import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TokenText } from "@/lib/core/view/token-text";
import { displayWidth } from "./display-width";
import { layoutLines, lineOfToken } from "./line-layout";

const textsOf = (...texts: string[]): readonly TokenText[] => texts.map((text) => ({ kind: "text", text }));
const options = { cells: 10, exact: false, least: 1 };

describe("displayWidth", () => {
  it("gives wide characters two cells and combining marks none", () => {
    expect(["ab", "中文", "e\u0301", "🙂", "한"].map(displayWidth)).toEqual([2, 4, 1, 2, 2]);
  });
});

describe("layoutLines", () => {
  it("breaks where the text does, after the token that holds the line's end", () => {
    expect([...layoutLines(textsOf("a", "b\n", "c"), options).starts]).toEqual([0, 2, 3]);
  });

  it("breaks before a token that does not fit, and leaves one that never fits alone", () => {
    expect([...layoutLines(textsOf("12345678", "abc", "x".repeat(30), "y"), options).starts]).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  it("puts every token on one line, in order, and finds the line again", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 14 })), (pieces) => {
        const layout = layoutLines(textsOf(...pieces), options);
        expect([...layout.starts]).toEqual([...layout.starts].sort((left, right) => left - right));
        pieces.forEach((_, token) => {
          const line = lineOfToken(layout, token);
          expect(layout.starts[line]).toBeLessThanOrEqual(token);
          expect(layout.starts[line + 1]).toBeGreaterThan(token);
        });
      }),
    );
  });

  it("gives the parts of a split character one glyph and a cell each to point at", () => {
    const part = (of: number, at: number): TokenText => ({
      kind: "part",
      bytes: new Uint8Array(1),
      character: "中",
      part: at,
      of,
    });
    expect([...layoutLines([part(2, 1), part(2, 2)], options).widths]).toEqual([2, 1]);
  });
});
