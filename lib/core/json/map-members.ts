import { spelledAs, spellingOf } from "./json-spelling";
import type { JsonObject, JsonValue } from "./json-value";

/** An object with other values under the same keys, spelled as it was written. */
export function mapMembers(
  object: JsonObject,
  change: (value: JsonValue, key: string) => JsonValue,
): JsonObject {
  const members = Object.entries(object).map(([key, value]) => [key, change(value, key)] as const);
  return spelledLike(object, Object.fromEntries(members));
}

/** A list with other values at the same places, spelled as it was written. */
export function mapItems(
  list: readonly JsonValue[],
  change: (value: JsonValue) => JsonValue,
): readonly JsonValue[] {
  return spelledLike(list, list.map(change));
}

function spelledLike<T extends JsonObject | readonly JsonValue[]>(original: object, copy: T): T {
  const spelling = spellingOf(original);
  return spelling === null ? copy : spelledAs(copy, spelling);
}
