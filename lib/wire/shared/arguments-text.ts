import type { ToolCall } from "@/lib/core/message";
import { stringifyJson } from "@/lib/core/stringify-json";

/** A call's arguments as the OpenAI protocols send them: the model's own spelling where it is known. */
export function argumentsText(call: ToolCall): string {
  if (call.arguments_text !== undefined) return call.arguments_text;
  const value = call.function.arguments;
  return typeof value === "string" ? value : stringifyJson(value);
}
