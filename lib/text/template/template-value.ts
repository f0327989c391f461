import { isWrittenFloat, spellingOf, writtenEntries } from "@/lib/core/json/json-spelling";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { pythonNumber } from "@/lib/core/json/python-number";
import { keepKeyOrder, protectNumber, protectText } from "./template-codes";

/**
 * Prepares a JSON value for a template: a number that JavaScript would print otherwise than Python becomes a code, keys
 * stay in the order in which they were written, and names of special tokens, found by `specials`, stay data in text and
 * in keys.
 *
 * @param isFloat Whether the value is a whole number that was written as a float.
 */
export function templateValue(value: JsonValue, specials: RegExp | null, isFloat = false): JsonValue {
  if (typeof value === "string") return protectText(value, specials);
  if (typeof value === "number" || typeof value === "bigint") {
    const spelling = pythonNumber(value, isFloat);
    return typeof value === "number" && spelling === String(value) ? value : protectNumber(spelling);
  }
  if (value === null || typeof value === "boolean") return value;
  if (isArray(value)) {
    return value.map((item, at) => templateValue(item, specials, isWrittenFloat(value, at)));
  }
  return preparedObject(value, specials);
}

function preparedObject(value: JsonObject, specials: RegExp | null): JsonObject {
  const hasMovedKeys = spellingOf(value)?.keys != null;
  return Object.fromEntries(
    writtenEntries(value).map(([key, item]) => [
      hasMovedKeys && /^\d+$/.test(key) ? keepKeyOrder(key) : protectText(key, specials),
      templateValue(item, specials, isWrittenFloat(value, key)),
    ]),
  );
}
