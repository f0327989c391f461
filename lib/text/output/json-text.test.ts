import fc from "fast-check";
import { expect, it } from "vitest";
import { endOfJsonValue, memberTexts } from "./json-text";

it("finds the end of any value, whatever follows", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", " ", "\n</tool_call>", ", 1"), (json, rest) => {
      expect(endOfJsonValue(json + rest, 0)).toBe(json.length);
    }),
  );
});

it("finds no end of a value that is cut off", () => {
  for (const text of ["{", '{"a": "}', "[[]", '"', '"\\"']) expect(endOfJsonValue(text, 0)).toBe(-1);
});

it("gives the text of every member as it was written", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        const members = Array.from(memberTexts(text), ([name, member]) => [name, JSON.parse(member)]);
        expect(members).toEqual(Object.entries(JSON.parse(text)));
      }
    }),
  );
});

it("keeps spelling, and takes the last of two members of one name", () => {
  expect(memberTexts(' { "a" : 1.0 , "b":[ ], "a": 1e0 } ')).toEqual(
    new Map([
      ["a", "1e0"],
      ["b", "[ ]"],
    ]),
  );
});
