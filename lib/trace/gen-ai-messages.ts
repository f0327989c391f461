import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message } from "@/lib/core/message/message";

/**
 * Messages as the GenAI conventions write them into one attribute.
 *
 * @example
 * genAiMessages([{ role: "user", content: "Hi" }]); // '[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]'
 */
export function genAiMessages(messages: readonly Message[], finishReason: string | null = null): string {
  const finish = finishReason === null ? {} : { finish_reason: finishReason };
  return stringifyJson(
    messages.map((message) => ({ role: message.role, parts: partsOf(message), ...finish })),
  );
}

function partsOf({ role, content, reasoning_content, tool_calls = [], tool_call_id }: Message): JsonValue[] {
  const parts: JsonValue[] = [];
  if (role === "tool") {
    return [{ type: "tool_call_response", id: tool_call_id ?? null, response: content ?? "" }];
  }
  if (reasoning_content) parts.push({ type: "reasoning", content: reasoning_content });
  if (content) parts.push({ type: "text", content });
  for (const { id, function: called } of tool_calls) {
    parts.push({ type: "tool_call", id: id ?? null, name: called.name, arguments: called.arguments });
  }
  return parts;
}
