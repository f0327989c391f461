import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prettyJson } from "./pretty-json";

describe("indented JSON", () => {
  it("is the same value, and keeps every digit", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
      }),
    );
    expect(prettyJson('{"a":12345678901234567890}')).toBe('{\n  "a": 12345678901234567890\n}');
  });

  it("ends for text that is no JSON, with a string that nothing closes", () => {
    const open = `"${'\\"'.repeat(500_000)}`;
    expect(prettyJson(open)).toBe(open);
  });
});
