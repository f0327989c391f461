import type { JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { parseJson } from "./parse-json";

/** Far beyond what tools and clients write, and far below what overflows the stack of a template or of a page. */
const MOST_NESTED = 256;

/**
 * Reads JSON that a client, a model or a file gave, as `parseJson` does. Nesting deeper than `mostNested` is a
 * `SyntaxError` too, so a recursive reader of the value never runs out of stack.
 *
 * @example
 * parseGivenJson("[[1]]", 1); // throws: JSON nested deeper than 1
 */
export function parseGivenJson(text: string, mostNested = MOST_NESTED): JsonValue {
  const value = parseJson(text);
  if (nestsDeeper(value, mostNested)) throw new SyntaxError(`JSON nested deeper than ${mostNested}`);
  return value;
}

function nestsDeeper(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  const members = isArray(value) ? value : Object.values(value);
  return members.some((member) => nestsDeeper(member, levels - 1));
}
