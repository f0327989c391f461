import type { JsonObject, JsonValue } from "./json-value";
import { isArray } from "./list-of";

/** Whether a value is an object: neither null nor a list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/**
 * The value where it is an object, an empty object where it is anything else. `asObject` refuses what is no object.
 *
 * @example objectOf({ a: 1 }).a === 1; objectOf([1]).a === undefined
 */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
