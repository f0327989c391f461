import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { declaredTypes } from "./declared-types";

function typesOf(schema: JsonValue, more: JsonObject = {}): string[] | null {
  const parameters = { type: "object", properties: { it: schema, beside: {} }, ...more };
  const types = declaredTypes([{ type: "function", function: { name: "f", parameters } }], "f", "it");
  return types === null ? null : [...types].sort();
}

const ALL = ["array", "boolean", "integer", "null", "number", "object", "string"];

describe("the types of a parameter", () => {
  it.each<[string, JsonValue, string[]]>([
    ["a word", { type: "string" }, ["string"]],
    ["a list of types", { type: ["string", "null"] }, ["null", "string"]],
    ["pydantic's Optional", { anyOf: [{ type: "string" }, { type: "null" }] }, ["null", "string"]],
    ["oneOf", { oneOf: [{ type: "integer" }, { type: "array" }] }, ["array", "integer"]],
    ["allOf", { allOf: [{ type: ["string", "integer"] }, { type: "string" }] }, ["string"]],
    ["an enum of texts", { enum: ["a", "b"] }, ["string"]],
    ["a constant", { const: true }, ["boolean"]],
    ["true", true, ALL],
    ["an empty schema", {}, ALL],
    ["a type that nobody knows", { type: "file" }, ALL],
  ])("are read from %s", (_, schema, types) => {
    expect(typesOf(schema)).toEqual(types);
  });

  it("are read through references within the parameters, one after another", () => {
    const $defs = { path: { $ref: "#/$defs/a~1b" }, "a/b": { type: "string" } };
    expect(typesOf({ $ref: "#/$defs/path" }, { $defs })).toEqual(["string"]);
  });

  it("are all where references go round in a circle", () => {
    expect(typesOf({ $ref: "#/$defs/a" }, { $defs: { a: { $ref: "#/$defs/a" } } })).toEqual(ALL);
  });

  it("are unknown for a parameter or a tool that is not declared", () => {
    expect(declaredTypes([], "f", "it")).toBeNull();
    expect(declaredTypes([{ function: { name: "f" } }, "junk"], "f", "it")).toBeNull();
    expect(
      declaredTypes([{ function: { name: "f", parameters: { properties: {} } } }], "f", "toString"),
    ).toBeNull();
  });
});
