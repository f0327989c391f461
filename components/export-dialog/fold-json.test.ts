import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldJson } from "./fold-json";

describe("foldJson", () => {
  it("shows the beginning of what is long, and says how much more there is", () => {
    const sample = {
      tokens: Array.from({ length: 1010 }, (_, at) => at),
      text: "x".repeat(200),
      spans: [[1, 2]],
    };
    expect(foldJson(sample)).toBe(
      `{\n  "tokens": [0, 1, 2, 3, 4, 5, 6, 7, … 1,002 more],\n  "text": "${"x".repeat(160)}…" (40 more characters),\n  "spans": [[1, 2]]\n}`,
    );
  });

  it("is the value itself where nothing is long", () => {
    const short = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 9 }));
    const value = fc.dictionary(fc.string(), fc.oneof(short, fc.array(short, { maxLength: 8 })));
    fc.assert(
      fc.property(value, (fields) => {
        expect(JSON.parse(foldJson(fields))).toEqual({ ...fields });
      }),
    );
  });
});
