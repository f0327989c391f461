import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editItems, editObject } from "./edit-json";

describe("editing JSON as text", () => {
  it("leaves every byte that it is not asked about", () => {
    const text = ' { "a" : 1.0 , "b": [1e5, {"c": "}\\"],"}], "d":null }';
    expect(editObject(text, {})).toBe(text);
    expect(editObject(text, { b: () => null })).toBe(' { "a" : 1.0 , "d":null }');
    expect(editObject(text, { a: () => "2", d: () => null }, { e: "true", a: "9" })).toBe(
      ' { "a" : 2, "b": [1e5, {"c": "}\\"],"}],"e":true}',
    );
    expect(editObject("{}", {}, { a: "1" })).toBe('{"a":1}');
    expect(editItems('[ 1, {"a":[2]},3 ]', (item) => (item === "3" ? null : item))).toBe('[ 1, {"a":[2]}]');
  });

  it("takes a member out of any object, and puts one in", () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(objects, fc.nat(), fc.constantFrom(0, 2), (object, at, indent) => {
        const text = JSON.stringify(object, null, indent);
        const names = Object.keys(JSON.parse(text));
        const name = names[at % names.length] ?? "";
        const { [name]: _, ...rest } = JSON.parse(text);
        const edits = Object.fromEntries([[name, () => null]]);
        expect(JSON.parse(editObject(text, edits))).toEqual(rest);
        expect(JSON.parse(editObject(text, {}, { "new member": "[1]" }))).toEqual({
          ...JSON.parse(text),
          "new member": [1],
        });
      }),
    );
  });

  it("refuses what is no such container", () => {
    expect(() => editObject("[1]", {})).toThrow(SyntaxError);
    expect(() => editItems('{"a":1', (item) => item)).toThrow(SyntaxError);
  });
});
