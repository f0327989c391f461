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

/** Both names that models use for a call's arguments. */
const ARGUMENT_MEMBERS = ["arguments", "parameters"] as const;

/** What may stand beside them without changing the call. */
const CALL_MEMBERS: ReadonlySet<string> = new Set(["name", "type", "id", ...ARGUMENT_MEMBERS]);

/**
 * Reads `{"name": …, "arguments": {…}}` as models write it; the arguments may be called `parameters`. Arguments given
 * as a string of JSON are what the string says; a call without arguments has none. Members that would be lost make it
 * ill-formed. `arguments_text` keeps the arguments as they were written.
 *
 * @example
 * toolCallFromJson('{"name": "now", "arguments": ""}'); // a call of now with {}
 * toolCallFromJson('{"name": "read", "path": "a"}'); // ill-formed: path would be lost
 */
export function toolCallFromJson(text: string): ToolCallReading {
  const value = parse(text);
  if (value === undefined) return illFormed("a tool call is not valid JSON");
  if (!isObject(value)) return illFormed("a tool call is not a JSON object");
  const { name } = value;
  if (typeof name !== "string" || name === "") return illFormed("a tool call has no name");
  const [member, ...others] = ARGUMENT_MEMBERS.filter((candidate) => Object.hasOwn(value, candidate));
  if (others.length > 0) return illFormed("a tool call has arguments and parameters");
  if (Object.keys(value).some((key) => !CALL_MEMBERS.has(key))) {
    return illFormed("a tool call has members that are no arguments");
  }
  if (member === undefined) return callWithArguments(name, "");
  const given = value[member];
  return callWithArguments(name, typeof given === "string" ? given : (memberTexts(text).get(member) ?? ""));
}

/** A call from its name and the text of its arguments: a JSON object, or null or blank where there are none. */
export function callWithArguments(name: string, argumentsText: string): ToolCallReading {
  const hasNone = ["", "null"].includes(argumentsText.trim());
  const value = hasNone ? {} : parse(argumentsText);
  if (value === undefined) return illFormed("the arguments of a tool call are not valid JSON");
  if (!isObject(value)) return illFormed("the arguments of a tool call are not an object");
  const call: ToolCall = {
    type: "function",
    function: { name, arguments: value },
    arguments_text: hasNone ? "{}" : argumentsText,
  };
  return { type: "call", call };
}
