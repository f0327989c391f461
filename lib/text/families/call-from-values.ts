import type { JsonValue } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { isDeclaredText } from "./declared-type";
import { callWithArguments, type ToolCallReading } from "./tool-call-from-json";

function isJson(text: string): boolean {
  try {
    return typeof parseGivenJson(text) !== "string";
  } catch {
    return false;
  }
}

/**
 * A call from the name and text of each argument, for layouts that write values without types. A parameter declared
 * as text is text; any other value is JSON where it reads as JSON that is not a string, and text otherwise. Numbers
 * keep the spelling that they were written in.
 */
export function callFromValues(
  name: string,
  values: readonly (readonly [string, string])[],
  tools: readonly JsonValue[],
): ToolCallReading {
  const members = values.map(([key, value]) => {
    const isText = isDeclaredText(tools, name, key) === true || !isJson(value);
    return `${JSON.stringify(key)}: ${isText ? JSON.stringify(value) : value.trim()}`;
  });
  return callWithArguments(name, `{${members.join(", ")}}`);
}
