import type { JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { pythonNumber } from "./python-number";

/**
 * JSON as Python prints it, with its spaces and numbers: as chat templates print it and models are trained to write it.
 *
 * @example
 * pythonJson({ at: "x", deep: [1, 1e-7] }); // '{"at": "x", "deep": [1, 1e-07]}'
 */
export function pythonJson(value: JsonValue): string {
  switch (typeof value) {
    case "number":
    case "bigint":
      return pythonNumber(value);
    case "object":
      return value === null ? "null" : containerText(value);
    default:
      return JSON.stringify(value);
  }
}

function containerText(value: Exclude<JsonValue, null | boolean | number | bigint | string>): string {
  if (isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${pythonJson(member)}`,
  );
  return `{${members.join(", ")}}`;
}
