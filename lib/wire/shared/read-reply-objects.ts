import { createParser } from "eventsource-parser";
import type { JsonObject } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";

/**
 * The JSON objects of a reply as it came over the wire: one for a whole body, one per event for an event stream.
 * What is not JSON (the `[DONE]` of a stream, a page of a proxy) is left out.
 */
export function readReplyObjects(bytes: Uint8Array, contentType: string): readonly JsonObject[] {
  const text = new TextDecoder().decode(bytes);
  const objects: JsonObject[] = [];
  const take = (data: string) => {
    try {
      const value = parseJson(data);
      if (isObject(value)) objects.push(value);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  };
  if (!contentType.includes("text/event-stream")) {
    take(text);
    return objects;
  }
  const parser = createParser({ onEvent: (event) => take(event.data) });
  parser.feed(text);
  // The last event of a stream that was cut stands without its blank line.
  parser.feed("\n\n");
  return objects;
}
