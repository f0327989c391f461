import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json-value";
import { isArray, listOf } from "./list-of";
import { isObject, objectOf } from "./object-of";

const SCALARS: readonly (JsonValue | undefined)[] = [undefined, null, false, 0, 1n, "", "text"];

describe("an object or a list", () => {
  it("is taken as it is", () => {
    const [object, list]: [JsonValue, JsonValue] = [{ a: 1 }, [1]];
    expect([isObject(object), isArray(object)]).toEqual([true, false]);
    expect([isObject(list), isArray(list)]).toEqual([false, true]);
    expect(objectOf(object)).toBe(object);
    expect(listOf(list)).toBe(list);
  });

  it("is empty where a value is anything else", () => {
    for (const value of [...SCALARS, [1]]) expect([isObject(value), objectOf(value)]).toEqual([false, {}]);
    for (const value of [...SCALARS, { a: 1 }]) expect([isArray(value), listOf(value)]).toEqual([false, []]);
  });
});
