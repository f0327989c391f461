import type { JsonObject } from "@/lib/core/json/json-value";

/** The fields of a body that a protocol does not act on, as they came; null ones are left out. */
export function unknownFields(body: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([field, value]) => !known.has(field) && value !== null),
  );
}
