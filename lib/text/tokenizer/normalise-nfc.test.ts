import fc from "fast-check";
import { expect, it } from "vitest";
import { randomText } from "@/test/text/random-text";
import { normaliseNfc } from "./normalise-nfc";

const marks = fc
  .array(
    fc.constantFrom(
      ..."\u0300\u0316\u0334\u0345\u031b\u0327\u05b0\u064b\u0f71\u0f72\u0f74\u3099\u093c\u094d\u0bca\u0344\u20dd\u{1d165}",
    ),
    { minLength: 50, maxLength: 300 },
  )
  .map((list) => list.join(""));

it("is NFC for ordinary text", () => {
  fc.assert(
    fc.property(randomText, (text) => {
      expect(normaliseNfc(text)).toBe(text.normalize("NFC"));
    }),
  );
});

it("is NFC for long runs of combining marks of many classes", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(randomText, marks), { maxLength: 3 }), (parts) => {
      const text = parts.flat().join("");
      expect(normaliseNfc(text)).toBe(text.normalize("NFC"));
    }),
  );
});

it("puts every combining mark where the built-in does", () => {
  const all: string[] = [];
  for (let code = 0; code <= 0x1ffff; code++) {
    const mark = String.fromCodePoint(code);
    if (/\p{M}/u.test(mark)) all.push(mark);
  }
  const text = `a${all.join("")}${all.toReversed().join("")}`;
  expect(normaliseNfc(text)).toBe(text.normalize("NFC"));
});

it("takes a run of 200,000 marks, which insertion would sort for many seconds", () => {
  const half = 100_000;
  const sorted = `a${"\u0316".repeat(half)}${"\u0300".repeat(half)}`;
  expect(normaliseNfc(`a${"\u0300\u0316".repeat(half)}`)).toBe(sorted.normalize("NFC"));
});
