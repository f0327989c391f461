import type { JsonValue } from "@/lib/core/json/json-value";

/** A field of a JSON value that may be no object at all. */
export function fieldOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
