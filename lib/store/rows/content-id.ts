import { createHash } from "node:crypto";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** An id for a session without a name, from its content: the same line does not go in twice. */
export function contentId(prefix: string, value: JsonValue): string {
  const hash = createHash("sha256").update(stringifyJson(value)).digest("hex");
  return `${prefix}-${hash.slice(0, 16)}`;
}
