import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json";
import { stringifyJson } from "./stringify-json";

describe("parseJson", () => {
  it("keeps integers that a double cannot hold", () => {
    expect(parseJson('{"seed":18446744073709551615,"low":-9007199254740993}')).toEqual({
      seed: 18446744073709551615n,
      low: -9007199254740993n,
    });
  });

  it("reads ordinary numbers as numbers, also beside a long one", () => {
    expect(parseJson("[1, 1.5, -0, 2e3, 9007199254740991, 9007199254740992]")).toEqual([
      1,
      1.5,
      -0,
      2000,
      9007199254740991,
      9007199254740992n,
    ]);
  });

  it("takes __proto__ as a key like any other", () => {
    const value = parseJson('{"__proto__": 12345678901234567890}');
    expect(Object.entries(value ?? {})).toEqual([["__proto__", 12345678901234567890n]]);
  });

  it.each([
    ['{"a":1234567890123456,}', /Unexpected "}"/],
    ['["1234567890123456', /Unterminated|JSON/],
    ["1234567890123456 2", /Unexpected "2".*position 17/],
    ["[01, 1234567890123456]", /Unexpected "1"/],
    ["1e999", /too large/],
    ["", /JSON/],
    ['{"a" 12345678901234567}', /Unexpected "1"/],
    [`${"[".repeat(2000)}1234567890123456${"]".repeat(2000)}`, /nested/],
  ])("refuses %j", (text, reason) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
    expect(() => parseJson(text)).toThrow(reason);
  });

  it("agrees with JSON.parse wherever that loses nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = stringifyJson(value);
        expect(parseJson(`[12345678901234567890, ${text}]`)).toEqual([
          12345678901234567890n,
          JSON.parse(text),
        ]);
      }),
    );
  });

  it("reads back what stringifyJson writes", () => {
    const scalar = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: "binary" }),
    );
    const big = fc.bigInt().filter((n) => n > 2n ** 53n || n < -(2n ** 53n));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.oneof(scalar, big))), (value) => {
        expect(Object.entries(parseJson(stringifyJson(value)) ?? {})).toEqual(Object.entries(value));
      }),
      { numRuns: 40 },
    );
  });
});

describe("stringifyJson", () => {
  it("leaves out what is undefined and keeps the sign of zero", () => {
    expect(stringifyJson({ a: undefined, b: -0, c: [null, "\u2028"] })).toBe('{"b":-0,"c":[null,"\u2028"]}');
  });

  it("writes values nested deeper than a call stack", () => {
    let deep: unknown = [];
    for (let level = 0; level < 50_000; level++) deep = { children: [deep] };
    const text = stringifyJson(deep);
    expect(text.startsWith('{"children":[{"children":[')).toBe(true);
    expect(text.length).toBe(50_000 * '{"children":[]}'.length + 2);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (value) => {
    expect(() => stringifyJson([value])).toThrow(TypeError);
  });
});
