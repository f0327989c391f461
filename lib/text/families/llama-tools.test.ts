import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { llamaTools } from "./llama-tools";

const DECLARED: readonly JsonValue[] = [{ type: "function", function: { name: "f", parameters: {} } }];
const ADA = '{"name": "Ada Lovelace", "age": 36}';

function called(text: string, tools: readonly JsonValue[] = DECLARED): JsonValue[] | string {
  const section = llamaTools.read(text, tools);
  return section.type === "calls"
    ? section.calls.map((call) => [call.function.name, call.function.arguments])
    : section.type;
}

describe("what Llama calls", () => {
  it.each<[string, string, JsonValue[]]>([
    ["name and parameters", '{"name": "f", "parameters": {"a": 1}}', [["f", { a: 1 }]]],
    [
      "name and arguments",
      '{"name": "f", "arguments": {"parameters": {"a": 1}, "b": 2}}',
      [["f", { parameters: { a: 1 }, b: 2 }]],
    ],
    ["a type before the name", '{"type": "function", "name": "f", "parameters": {}}', [["f", {}]]],
    ["parameters before the name", '{"parameters": {}, "name": "f"}', [["f", {}]]],
    [
      "several, by semicolons",
      '{"name":"f","parameters":{}}; {"name":"f","parameters":{"a":2}}',
      [
        ["f", {}],
        ["f", { a: 2 }],
      ],
    ],
    [
      "a list",
      '[{"name":"f","parameters":{}}, {"name":"f","parameters":{"a":2}}]',
      [
        ["f", {}],
        ["f", { a: 2 }],
      ],
    ],
    ["the python tag", '<|python_tag|>{"name":"f","parameters":{}}', [["f", {}]]],
  ])("are objects with %s", (_, text, calls) => {
    expect(called(text)).toEqual(calls);
  });

  it.each([
    ["a JSON answer that has a name", ADA],
    ["a JSON answer that was cut off", '{"name": "Ada Lovelace", "age'],
    ["a list of names", `[${ADA}]`],
    ["an empty list", "[]"],
    ["a call of a tool that is not declared", '{"name": "g", "parameters": {}}'],
    ["Python after its tag", "<|python_tag|>print(1)"],
  ])("is not %s", (_, text) => {
    expect(called(text)).toBe("text");
  });

  it("may have any name where no tool is declared, and needs arguments there too", () => {
    expect(called('{"name": "g", "parameters": {}}', [])).toEqual([["g", {}]]);
    expect(called(ADA, [])).toBe("text");
  });

  it("is ill-formed where a declared call was cut off", () => {
    expect(called('{"name": "f", "parameters": {"a"')).toBe("ill_formed");
  });
});
