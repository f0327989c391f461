import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { keepKeyOrder, protectNumber, protectText } from "./template-codes";

const NUMBER_OR_STRING = /("[^"\\]*(?:\\[\s\S][^"\\]*)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads JSON text for a template. Numbers keep the spelling that they were written in (`1.0`, `1e0`, forty digits), and
 * keys their order, numeric ones included. Null when the text is not a JSON object.
 *
 * @param specials Finds names of special tokens, which stay data.
 */
export function templateObjectFromText(text: string, specials: RegExp | null): JsonValue | null {
  try {
    parseJson(text);
    const respelled = text.replace(NUMBER_OR_STRING, (token, quoted?: string, colon?: string) => {
      if (quoted === undefined) {
        return String(Number(token)) === token ? token : JSON.stringify(protectNumber(token));
      }
      const string = String(parseJson(quoted));
      const isNumericKey = colon !== undefined && /^\d+$/.test(string);
      const safe = isNumericKey ? keepKeyOrder(string) : protectText(string, specials);
      return JSON.stringify(safe) + (colon ?? "");
    });
    const value = parseJson(respelled);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
