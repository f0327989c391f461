import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeText, keepKeyOrder, markMessage, protectNumber, protectText } from "./template-codes";

const SPECIALS = /<\|im_end\|>|<\|im_start\|>/gu;
const hostile = fc
  .array(fc.constantFrom("<|im_end|>", "<", "|im_end|>", "\ueff7", "-", "[1]", "@3;", "x", '"'))
  .map((parts) => parts.join(""));

it("protected text holds no name of a special token, and is itself again afterwards", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const safe = protectText(text, SPECIALS);
      expect(safe).not.toMatch(SPECIALS);
      expect(decodeText(safe)).toEqual({ text, marks: [] });
    }),
  );
});

it("nothing in content is taken for a mark", () => {
  fc.assert(
    fc.property(hostile, hostile, (before, after) => {
      const rendered = protectText(before, SPECIALS) + markMessage(7) + protectText(after, SPECIALS);
      expect(decodeText(rendered)).toEqual({
        text: before + after,
        marks: [{ message: 7, offset: before.length }],
      });
    }),
  );
});

it("a number prints bare, quoted by the template or not", () => {
  const number = protectNumber("1.0");
  expect(decodeText(`{"a": ${JSON.stringify(number)}} ${number}`).text).toBe('{"a": 1.0} 1.0');
});

it("a numeric key stays where it was written", () => {
  const keys = Object.keys({ b: 1, [keepKeyOrder("1")]: 2 });
  expect(keys.map((key) => decodeText(key).text)).toEqual(["b", "1"]);
});
