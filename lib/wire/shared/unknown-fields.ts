import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** What nobody acts on is kept up to this many characters of JSON: it stands in every export of its turn. */
const LONGEST = 65_536;

/**
 * The fields of a body that a protocol does not act on, as they came; null ones are left out, and of a very long one
 * only how long it was is kept.
 */
export function unknownFields(body: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([field, value]) => !known.has(field) && value !== null)
      .map(([field, value]): [string, JsonValue] => [field, shortened(value)]),
  );
}

function shortened(value: JsonValue): JsonValue {
  if (typeof value !== "string" && typeof value !== "object") return value;
  const characters = typeof value === "string" ? value.length : stringifyJson(value).length;
  return characters > LONGEST ? { omitted_characters: characters } : value;
}
