import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ToolCall } from "./message";

/**
 * A call's arguments as text: in the model's own spelling where it is known, else as JSON. Arguments that are not
 * JSON are the text that they are.
 *
 * @example
 * argumentsText({ type: "function", function: { name: "f", arguments: { n: 1 } }, arguments_text: '{"n": 1.0}' });
 * // '{"n": 1.0}'
 */
export function argumentsText(call: ToolCall): string {
  if (call.arguments_text !== undefined) return call.arguments_text;
  const value = call.function.arguments;
  return typeof value === "string" ? value : stringifyJson(value);
}
