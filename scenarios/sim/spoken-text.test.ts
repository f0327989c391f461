import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spokenText } from "./spoken-text";

/** The same by one expression, which takes too long where many tags stay open. */
const byExpression = (text: string): string => {
  const spoken = text.replaceAll(/<([a-z][a-z_-]*)>[\s\S]*?<\/\1>/gi, "").trim();
  return spoken === "" ? text : spoken;
};

describe("what a person said", () => {
  it("is what stands outside the blocks that an agent wrapped around it", () => {
    expect(spokenText("<a>one</a> hello <B_c>two</b_c>")).toBe("hello");
    expect(spokenText("<a>all of it</a>")).toBe("<a>all of it</a>");
    const piece = fc.constantFrom("<a>", "</a>", "<b>", "</B>", "x", " ", "<", "</");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(spokenText(pieces.join(""))).toBe(byExpression(pieces.join("")));
      }),
    );
  });

  it("is found among a hundred thousand tags that nothing closes", () => {
    const open =
      "<a>".repeat(50_000) + Array.from({ length: 50_000 }, (_, n) => `<b${"-".repeat(n % 7)}>`).join("");
    expect(spokenText(open)).toBe(open);
  });
});
