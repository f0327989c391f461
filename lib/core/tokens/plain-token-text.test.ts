import { expect, it } from "vitest";
import { plainTokenText } from "./plain-token-text";

it("a token's text is its own, a glyph's stands with its first part, and bytes have none", () => {
  const bytes = Uint8Array.of(0xf0);
  expect(plainTokenText({ kind: "text", text: " a" })).toBe(" a");
  expect(plainTokenText({ kind: "special", name: "<|im_end|>" })).toBe("<|im_end|>");
  const glyph = [1, 2].map((part) => plainTokenText({ kind: "part", bytes, character: "🦀", part, of: 2 }));
  expect(glyph).toEqual(["🦀", ""]);
  expect([plainTokenText({ kind: "bytes", bytes }), plainTokenText({ kind: "unknown", id: 7 })]).toEqual([
    null,
    null,
  ]);
});
