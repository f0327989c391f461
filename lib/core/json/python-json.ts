import { isWrittenFloat, writtenEntries } from "./json-spelling";
import type { JsonObject, JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { pythonNumber } from "./python-number";

/**
 * JSON as Python prints it, with its spaces and numbers: as chat templates print it and models are trained to write it.
 * Floats that are whole and the order of keys are those of the text that was read.
 *
 * @example
 * pythonJson({ at: "x", deep: [1, 1e-7] }); // '{"at": "x", "deep": [1, 1e-07]}'
 */
export function pythonJson(value: JsonValue): string {
  return valueText(value, false);
}

function valueText(value: JsonValue, isFloat: boolean): string {
  switch (typeof value) {
    case "number":
    case "bigint":
      return pythonNumber(value, isFloat);
    case "object":
      return value === null ? "null" : containerText(value);
    default:
      return JSON.stringify(value);
  }
}

function containerText(value: JsonObject | readonly JsonValue[]): string {
  if (isArray(value)) {
    return `[${value.map((item, at) => valueText(item, isWrittenFloat(value, at))).join(", ")}]`;
  }
  const members = writtenEntries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${valueText(member, isWrittenFloat(value, key))}`,
  );
  return `{${members.join(", ")}}`;
}
