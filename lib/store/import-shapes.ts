import type { JsonValue } from "@/lib/core/json-value";
import { importConformance } from "./import-conformance";
import type { SessionImport } from "./store";

/**
 * A session from a line that holds all of it, in a shape that other tools write; null when the line is none of
 * these. `line` is the line's number, for a session that has no name. Throws when a line is of a shape and faulty.
 */
export function importShape(value: JsonValue, line: number): SessionImport | null {
  if (typeof value !== "object" || value === null || !("turns" in value) || "type" in value) return null;
  void line;
  return importConformance(value);
}
