import type { JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { protectNumber, protectText } from "./template-codes";

/**
 * A number as Python's `json.dumps` prints it, which is what templates were written for.
 *
 * @example pythonNumber(1e-7) === "1e-07"; pythonNumber(1e21) === "1e+21"
 */
function pythonNumber(value: number | bigint): string {
  if (typeof value === "bigint") return value.toString();
  if (Object.is(value, -0)) return "-0.0";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  return magnitude >= 1e16 ? value.toExponential() : String(value);
}

/**
 * Prepares a JSON value for a template: a number that JavaScript would print otherwise than Python becomes a code,
 * and names of special tokens, found by `specials`, stay data in text and in keys.
 */
export function templateValue(value: JsonValue, specials: RegExp | null): JsonValue {
  if (typeof value === "string") return protectText(value, specials);
  if (typeof value === "number" || typeof value === "bigint") {
    const spelling = pythonNumber(value);
    return typeof value === "number" && spelling === String(value) ? value : protectNumber(spelling);
  }
  if (value === null || typeof value === "boolean") return value;
  if (isArray(value)) return value.map((item) => templateValue(item, specials));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [protectText(key, specials), templateValue(item, specials)]),
  );
}
