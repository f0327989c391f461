import type { JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { pythonNumber } from "@/lib/core/json/python-number";
import { protectNumber, protectText } from "./template-codes";

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
