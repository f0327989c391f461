import type { JsonValue } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import type { ToolCall } from "./message";

/** Arguments that are not JSON stay the string they are. */
function parsedArguments(text: string): JsonValue {
  try {
    return parseGivenJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Null, nothing and blank text are how clients and models spell a call without arguments. */
function isNone(given: JsonValue | undefined): given is undefined | null | string {
  return given === undefined || given === null || (typeof given === "string" && given.trim() === "");
}

/**
 * A tool call as a request, a reply or a file gives it. Arguments are a string in the OpenAI protocols, an object in
 * Anthropic's; a string is parsed without loss and kept beside the value. None at all are `{}`, however spelled.
 *
 * @example
 * readToolCall("add", '{"a": 1.0}', "call_1");
 * // { type: "function", function: { name: "add", arguments: { a: 1 } }, id: "call_1", arguments_text: '{"a": 1.0}' }
 * readToolCall("now", ""); // { …, function: { name: "now", arguments: {} }, arguments_text: "{}" }
 */
export function readToolCall(name: string, given: JsonValue | undefined, id?: string | null): ToolCall {
  const spelling = typeof id === "string" ? { id } : {};
  if (isNone(given)) {
    return { type: "function", function: { name, arguments: {} }, ...spelling, arguments_text: "{}" };
  }
  if (typeof given !== "string") {
    return { type: "function", function: { name, arguments: given }, ...spelling };
  }
  return {
    type: "function",
    function: { name, arguments: parsedArguments(given) },
    ...spelling,
    arguments_text: given,
  };
}
