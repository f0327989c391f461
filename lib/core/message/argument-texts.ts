import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolCall } from "./message";

/** Every text in a tool call's arguments, at any depth, without the white space around it. */
export function argumentTexts(call: ToolCall): readonly string[] {
  return textsIn(call.function.arguments);
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === "string") return [value.trim()];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
