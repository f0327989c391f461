import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { changedArguments } from "./changed-arguments";

const OPTIONS: JsonObject = {
  $defs: { Page: { type: "object", properties: { size: { default: 10 }, from: { default: null } } } },
  type: "object",
  properties: {
    city: { type: "string" },
    days: { type: "number", default: 1 },
    unit: { anyOf: [{ type: "null" }, { type: "string", default: "C" }] },
    page: { $ref: "#/$defs/Page" },
    pages: { type: "array", items: { $ref: "#/$defs/Page" } },
    options: { type: "object", default: {}, properties: { deep: { type: "boolean", default: false } } },
  },
};

const changed = (before: JsonObject, after: JsonObject, habits: readonly string[] = []) =>
  changedArguments(before, after, { habits, parameters: OPTIONS });

describe("arguments that come back with more in them", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["a default of the schema", { city: "Oslo" }, { city: "Oslo", days: 1 }],
    ["a default spelled as another number", { city: "Oslo" }, { city: "Oslo", days: 1.0 }],
    ["a default within a choice", { city: "Oslo" }, { city: "Oslo", unit: "C" }],
    ["a default in an object", { page: { from: "a" } }, { page: { from: "a", size: 10 } }],
    [
      "defaults in each of a list",
      { pages: [{ size: 1 }, {}] },
      { pages: [{ size: 1, from: null }, { size: 10 }] },
    ],
    ["a default that has defaults in it", {}, { options: { deep: false } }],
    ["an object of defaults that states none of its own", {}, { page: { size: 10, from: null } }],
  ])("are forgiven to any client: %s", (_, before, after) => {
    expect(changed(before, after)).toEqual(["default argument added"]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["another value than the default", { city: "Oslo" }, { city: "Oslo", days: 2 }],
    ["a value where no default is stated", {}, { city: "" }],
    ["an empty object where no default is stated", {}, { page: {} }],
    ["a value in an object", { page: { from: "a" } }, { page: { from: "a", size: 11 } }],
    ["a value for an argument that nobody declares", {}, { force: false }],
    ["a default in the place of what the model said", { days: 3 }, { days: 1 }],
    ["a default taken away", { page: { size: 10, from: "a" } }, { page: { from: "a" } }],
    ["a longer list", { pages: [{}] }, { pages: [{}, { size: 10 }] }],
  ])("are another call: %s", (_, before, after) => {
    expect(changed(before, after)).toBeNull();
  });

  it("take a client that is known for it where the value only looks like a default", () => {
    expect(changed({}, { force: false }, ["default argument added"])).toEqual(["default argument added"]);
    expect(changed({}, { force: true }, ["default argument added"])).toBeNull();
  });
});

it("an argument that is dropped was unknown only where the schema does not declare it", () => {
  expect(changed({ city: "Rome", mood: "good" }, { city: "Rome" })).toEqual(["unknown argument dropped"]);
  expect(changed({ city: "Rome", days: 3 }, { city: "Rome" })).toBeNull();
});

it("a schema that refers to itself comes to an end", () => {
  const parameters = { $ref: "#", properties: { a: { $ref: "#/properties/a" } } };
  expect(changedArguments({}, { a: 1 }, { habits: [], parameters })).toBeNull();
});
