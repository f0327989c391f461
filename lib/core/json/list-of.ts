import type { JsonValue } from "./json-value";

/** Whether a value is a list. `Array.isArray` does not narrow a readonly array out of a union. */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The value where it is a list, an empty list where it is anything else. `asArray` refuses what is no list. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}
