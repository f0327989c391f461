import { withoutKeys } from "@/lib/core/base/secret-shapes";
import type { JsonObject, JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { mapItems, mapMembers } from "./map-members";
import { isObject } from "./object-of";

/**
 * A JSON object whose texts hold no key of a known shape, at any depth. What fields are called does not count: whoever
 * wrote them, such as a trainer in the metadata of a session, means them to be kept.
 *
 * @example
 * withoutKnownKeys({ password: "open sesame", env: "KEY=sk-proj-Ab3dEf6hIj9kLm2n" }); // { password: "open sesame", env: "KEY=[secret]" }
 */
export function withoutKnownKeys(object: JsonObject): JsonObject {
  return mapMembers(object, valueWithout);
}

function valueWithout(value: JsonValue): JsonValue {
  if (typeof value === "string") return withoutKeys(value);
  if (isArray(value)) return mapItems(value, valueWithout);
  return isObject(value) ? withoutKnownKeys(value) : value;
}
