import fc from "fast-check";
import { expect, it } from "vitest";
import { textDiff } from "./text-diff";

it("marks the words that one side alone has", () => {
  expect(textDiff("a big dog", "a dog!")).toEqual([
    { text: "a ", side: "both" },
    { text: "big ", side: "a" },
    { text: "dog", side: "both" },
    { text: "!", side: "b" },
  ]);
});

it("gives back both texts, whatever they are", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const parts = textDiff(a, b);
      const of = (side: "a" | "b") =>
        parts
          .filter((part) => part.side === "both" || part.side === side)
          .map((part) => part.text)
          .join("");
      expect([of("a"), of("b")]).toEqual([a, b]);
    }),
  );
});
