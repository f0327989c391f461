import { describe, expect, it } from "vitest";
import { parseGivenJson } from "./parse-given-json";

function nested(depth: number, inner: string): string {
  return `${'{"a":['.repeat(depth / 2)}${inner}${"]}".repeat(depth / 2)}`;
}

describe("parseGivenJson", () => {
  it("reads what parseJson reads", () => {
    expect(parseGivenJson('{"seed": 18446744073709551615, "list": [1, null]}')).toEqual({
      seed: 18446744073709551615n,
      list: [1, null],
    });
    expect(parseGivenJson(nested(256, "0"))).toBeTypeOf("object");
  });

  it.each(["0", "18446744073709551615"])(
    "refuses nesting that would overflow a stack, around %s",
    (inner) => {
      for (const depth of [258, 10_000, 1_000_000]) {
        expect(() => parseGivenJson(nested(depth, inner))).toThrow(/^JSON nested deeper than/);
      }
    },
  );
});
