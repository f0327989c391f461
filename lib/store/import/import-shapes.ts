import { asObject } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { SessionImport } from "@/lib/store/store";
import { importAtif } from "./import-atif";
import { importChat } from "./import-chat";
import { importConformance } from "./import-conformance";
import { importSlime } from "./import-slime";

/**
 * A session from a line that holds all of it, in a shape that other tools write; null when the line is none of
 * these. Shapes are told by the field that only they have. Throws when a line is of a shape and faulty.
 */
export function importShape(value: JsonValue): SessionImport | null {
  const line = asObject(value, "");
  if ("type" in line) return null;
  if ("schema_version" in line) return importAtif(line);
  if ("turns" in line) return importConformance(line);
  if ("tokens" in line) return importSlime(line);
  if ("messages" in line) return importChat(line);
  return null;
}
