import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { callFromValues } from "./call-from-values";

/** The argument `it` of a call, as its layout's reader gives it. */
function argument(text: string, schema: JsonValue, undeclared: "text" | "json" = "text"): string | undefined {
  const tool = {
    type: "function",
    function: { name: "f", parameters: { properties: { it: schema, beside: {} } } },
  };
  const reading = callFromValues("f", [["it", text]], [tool], undeclared);
  return reading.type === "call" ? reading.call.arguments_text : undefined;
}

const OPTIONAL_TEXT = { anyOf: [{ type: "string" }, { type: "null" }] };

describe("a value without a type of its own", () => {
  it.each<[string, JsonValue, string]>([
    ["2024", { type: "string" }, '"2024"'],
    ['{"version": 1}', { type: "string" }, '"{\\"version\\": 1}"'],
    ["null", { type: ["string", "null"] }, "null"],
    ["None", { type: ["string", "null"] }, '"None"'],
    ["null", { type: "string" }, '"null"'],
    ["false", OPTIONAL_TEXT, '"false"'],
    ["5", { enum: ["5", "6"] }, '"5"'],
    ["5", { type: "integer" }, "5"],
    ["1.0", { type: "number" }, "1.0"],
    ["True", { type: "boolean" }, "true"],
    ["None", { type: ["integer", "null"] }, "null"],
    ["[1, 2]", { type: "array" }, "[1, 2]"],
    ["many", { type: "integer" }, '"many"'],
    ["True", {}, '"True"'],
    ["5", true, "5"],
    ["5", { anyOf: [{ type: "string" }, { type: "integer" }] }, "5"],
  ])("%s under %j is %s", (text, schema, written) => {
    expect(argument(text, schema)).toBe(`{"it": ${written}}`);
  });

  it("is text, or what it reads as, where no tool declares it, as the family says", () => {
    for (const [undeclared, written] of [
      ["text", '{"other": "5"}'],
      ["json", '{"other": 5}'],
    ] as const) {
      expect(callFromValues("f", [["other", "5"]], [], undeclared)).toMatchObject({
        call: { arguments_text: written },
      });
    }
  });
});
