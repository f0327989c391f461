import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** A comment line: ignored by every client, and enough to keep a connection from being held for dead. */
export const KEEP_ALIVE_COMMENT = ": keep-alive\n\n";

/** One server-sent event as text for the socket; `name` adds the `event:` line that Anthropic's and Responses' clients need. */
export function serverSentEvent(data: JsonObject, name?: string): string {
  const head = name === undefined ? "" : `event: ${name}\n`;
  return `${head}data: ${stringifyJson(data)}\n\n`;
}
