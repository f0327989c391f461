import { createParser } from "eventsource-parser";
import type { JsonObject } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";

/** The JSON objects of a forwarded reply: one of a whole body, one for each event of a stream. */
export function readForwardedDocuments(bytes: Uint8Array, contentType: string): readonly JsonObject[] {
  const text = new TextDecoder().decode(bytes);
  const texts: string[] = [];
  if (contentType.startsWith("text/event-stream")) {
    const parser = createParser({ onEvent: ({ data }) => texts.push(data) });
    parser.feed(text);
    // The last event of a stream that was cut stands without its blank line.
    parser.feed("\n\n");
  } else texts.push(text);
  return texts.flatMap((one) => {
    try {
      const value = parseJson(one);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}
