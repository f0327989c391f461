import type { JsonObject } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { Message } from "@/lib/core/message/message";

/** A message as chat files hold it: OpenAI's form, tool arguments as text in the model's own spelling. */
export function chatMessage(message: Message): JsonObject {
  const calls = message.tool_calls ?? [];
  return {
    role: message.role,
    content: message.content ?? "",
    ...(message.reasoning_content ? { reasoning_content: message.reasoning_content } : {}),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map((call) => ({
            ...(call.id === undefined ? {} : { id: call.id }),
            type: "function",
            function: { name: call.function.name, arguments: argumentsText(call) },
          })),
        }),
    ...(message.tool_call_id === undefined ? {} : { tool_call_id: message.tool_call_id }),
    ...(message.name === undefined ? {} : { name: message.name }),
  };
}
