import type { JsonValue } from "./json-value";
import { isArray } from "./list-of";

/**
 * One text for all spellings of a JSON value: keys sorted, numbers by value (`1`, `1.0` and `1n` are one), order of
 * arrays kept.
 *
 * @example
 * canonicalJson({ b: 1, a: [2] }); // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: JsonValue): string {
  switch (typeof value) {
    case "number":
      return numberText(value);
    case "bigint":
      return value.toString();
    case "object":
      return value === null ? "null" : containerText(value);
    default:
      return JSON.stringify(value);
  }
}

function numberText(value: number): string {
  // A large whole double and the integer it stands for are equal, so both are written out in full.
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(value);
}

function containerText(value: Exclude<JsonValue, null | boolean | number | bigint | string>): string {
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
