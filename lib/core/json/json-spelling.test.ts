import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json";
import { hasOwnSpelling } from "./has-own-spelling";
import { mergeWritten, spellingOf } from "./json-spelling";
import { objectOf } from "./object-of";
import { parseJson } from "./parse-json";
import { pythonJson } from "./python-json";
import { stringifyJson } from "./stringify-json";
import { withoutKnownKeys } from "./without-known-keys";
import { withoutSecrets } from "./without-secrets";

const NUMBERS = [
  ...[
    "0",
    "-0",
    "1",
    "10",
    "1.0",
    "-0.0",
    "0.0",
    "1e5",
    "1E3",
    "1e-05",
    "2.50",
    "100e-2",
    "0.1",
    "1e16",
    "1.0e15",
  ],
  ...["9007199254740993", "9007199254740993.0", "123456789012345678901234567890", "1e22", "5e-324", "3.0E+2"],
];
const TEXTS = ["", "a", "1.0", ": 1.0,", "[1.0, 2]", "1e5", '"10": 1.0', "\\", '\\"', "\u2028", "é"];
const KEYS = ["a", "b", "10", "2", "0", "01", "1.0", "__proto__", "4294967295", "constructor"];

const space = fc.constantFrom("", " ", "\n ");
const string = fc.constantFrom(...TEXTS).map((text) => JSON.stringify(text));

/** JSON texts of all that JavaScript's values lose, and of all that reads like it within strings. */
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constantFrom(...NUMBERS, "true", "null"), string),
    fc
      .array(fc.tuple(space, tie("document"), space), { maxLength: 3 })
      .map((items) => `[${items.map((parts) => parts.join("")).join(",")}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), space, tie("document")), { maxLength: 4 })
      .map(
        (members) =>
          `{${members.map(([key, gap, value]) => `${JSON.stringify(key)}${gap}:${gap}${value}`).join(",")}}`,
      ),
  ),
}));

/** What Python reads of each text and prints again; null where there is no Python. */
function asPythonPrints(texts: readonly string[]): readonly string[] | null {
  const program =
    "import sys, json\nfor line in sys.stdin: print(json.dumps(json.dumps(json.loads(json.loads(line)), ensure_ascii=False)))";
  const input = texts.map((text) => JSON.stringify(text)).join("\n");
  const { status, stdout } = spawnSync("python3", ["-c", program], { input, encoding: "utf8" });
  return status === 0
    ? stdout
        .trimEnd()
        .split("\n")
        .map((line) => String(JSON.parse(line)))
    : null;
}

describe("JSON that is read and printed again", () => {
  it.each([
    ["[1, 1.0, 1E3, 1e-05, 0.0, -0.0, -0]", "[1, 1.0, 1000.0, 1e-05, 0.0, -0.0, 0]"],
    ['{"b": 1, "10": 2, "2": 3}', '{"b": 1, "10": 2, "2": 3}'],
    ['{"10": 1.0, "a": 2, "10": 3}', '{"10": 3, "a": 2}'],
    [
      "[1e16, 1e15, 9007199254740993, 9007199254740993.0]",
      "[1e+16, 1000000000000000.0, 9007199254740993, 9007199254740992.0]",
    ],
  ])("is what Python prints of %s", (text, printed) => {
    expect(pythonJson(parseJson(text))).toBe(printed);
  });

  it("is what Python prints of any text", ({ skip }) => {
    const texts = fc.sample(document, 3000).map((text) => `[${text}]`);
    const expected = asPythonPrints(texts);
    if (expected === null) return skip("python3 is not there");
    expect(texts.map((text) => pythonJson(parseJson(text)))).toEqual(expected);
  });

  it("keeps all that over a file or a database", () => {
    fc.assert(
      fc.property(document, (text) => {
        const value = parseJson(`[${text}]`);
        const again = parseJson(stringifyJson(value));
        expect(pythonJson(again)).toBe(pythonJson(value));
        expect(stringifyJson(again)).toBe(stringifyJson(value));
      }),
    );
  });

  it("has the values that JSON.parse reads, by the same identity, however it was spelled", () => {
    fc.assert(
      fc.property(document, (text) => {
        const value = parseJson(`[${text}]`);
        expect(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? Number(one) : one))).toBe(
          JSON.stringify(JSON.parse(`[${text}]`)),
        );
        expect(canonicalJson(parseJson(stringifyJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe("a text", () => {
  it("is read at its full speed where nothing of it would be lost", () => {
    for (const text of [
      '{"a": "1.0, 2.0", "b": [1, 2.5]}',
      '{"a": ": 1.0,"}',
      '["\\\\", 1]',
      '{"a": "\\"10\\": 1.0 "}',
    ]) {
      expect(hasOwnSpelling(text)).toBe(false);
      expect(spellingOf(objectOf(parseJson(text)))).toBeNull();
    }
  });

  it("is read with care where a float is whole or a key is a number", () => {
    for (const text of [
      '{"a": 1.0}',
      "[1e5]",
      '{"10": 1}',
      '{"a": "1.0 ", "b": 1.0}',
      '{"a":"\\\\","b":2.0}',
    ]) {
      expect(hasOwnSpelling(text)).toBe(true);
    }
  });
});

it("objects that are put together keep what their members were written as", () => {
  const [first, second] = [
    objectOf(parseJson('{"a": 1.0, "b": 2.0}')),
    objectOf(parseJson('{"b": 2, "c": 3.0}')),
  ];
  expect(pythonJson(mergeWritten(first, second))).toBe('{"a": 1.0, "b": 2, "c": 3.0}');
});

it("is kept where secrets are taken out of a copy", () => {
  const value = objectOf(parseJson('{"b": [1.0, {"10": "sk-proj-Ab3dEf6hIj9kLm2n", "2": 3}], "1": 2}'));
  const printed = '{"b": [1.0, {"10": "[secret]", "2": 3}], "1": 2}';
  expect(pythonJson(withoutKnownKeys(value))).toBe(printed);
  expect(pythonJson(withoutSecrets(value))).toBe(printed);
});
