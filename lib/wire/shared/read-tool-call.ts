import type { JsonValue } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import type { ToolCall } from "@/lib/core/message/message";

/** Arguments that are not JSON stay the string they are. */
function parsedArguments(text: string): JsonValue {
  try {
    return parseGivenJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/**
 * A tool call from a request. `argumentsOnWire` is a string in the OpenAI protocols, an object in Anthropic's; a
 * string is parsed without loss and kept beside the value.
 *
 * @example
 * readToolCall("add", '{"a": 1.0}', "call_1");
 * // { type: "function", function: { name: "add", arguments: { a: 1 } }, id: "call_1", arguments_text: '{"a": 1.0}' }
 */
export function readToolCall(
  name: string,
  argumentsOnWire: JsonValue,
  id: string | null | undefined,
): ToolCall {
  const spelling = typeof id === "string" ? { id } : {};
  if (typeof argumentsOnWire !== "string") {
    return { type: "function", function: { name, arguments: argumentsOnWire }, ...spelling };
  }
  return {
    type: "function",
    function: { name, arguments: parsedArguments(argumentsOnWire) },
    ...spelling,
    arguments_text: argumentsOnWire,
  };
}
