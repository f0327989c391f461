import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import type { ToolCall } from "@/lib/core/message/message";
import { memberTexts } from "@/lib/text/output/json-text";

export type ToolCallReading =
  | { readonly type: "call"; readonly call: ToolCall }
  | { readonly type: "ill_formed"; readonly reason: string };

function illFormed(reason: string): ToolCallReading {
  return { type: "ill_formed", reason };
}

function parse(text: string): JsonValue | undefined {
  try {
    return parseGivenJson(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads `{"name": …, "arguments": {…}}` as models write it. Arguments given as a string of JSON are what the string
 * says; a call without arguments has none. `arguments_text` keeps the arguments as they were written.
 *
 * @param argumentsName The member that holds the arguments: `arguments`, or Llama's `parameters`.
 */
export function toolCallFromJson(text: string, argumentsName = "arguments"): ToolCallReading {
  const value = parse(text);
  if (value === undefined) return illFormed("a tool call is not valid JSON");
  if (!isObject(value)) return illFormed("a tool call is not a JSON object");
  const { name } = value;
  if (typeof name !== "string" || name === "") return illFormed("a tool call has no name");
  const given = value[argumentsName];
  const written = given === undefined ? "{}" : (memberTexts(text).get(argumentsName) ?? "{}");
  return callWithArguments(name, typeof given === "string" ? given : written);
}

/** A call from its name and the text of its arguments, which must be a JSON object. */
export function callWithArguments(name: string, argumentsText: string): ToolCallReading {
  const value = parse(argumentsText);
  if (value === undefined) return illFormed("the arguments of a tool call are not valid JSON");
  if (!isObject(value)) return illFormed("the arguments of a tool call are not an object");
  const call: ToolCall = {
    type: "function",
    function: { name, arguments: value },
    arguments_text: argumentsText,
  };
  return { type: "call", call };
}
