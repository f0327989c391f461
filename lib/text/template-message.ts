import type { JsonObject, JsonValue } from "@/lib/core/json-value";
import type { Message, ToolCall } from "@/lib/core/message";
import { protectText } from "./template-codes";
import { templateObjectFromText } from "./template-object-from-text";
import { templateValue } from "./template-value";

interface MessageStyle {
  /** Finds names of special tokens, which stay data. */
  readonly specials: RegExp | null;
  /** Whether the template prints arguments given as text just as they are (Qwen3 does, Qwen2.5 quotes them). */
  readonly printsArgumentText: boolean;
}

function templateArguments(call: ToolCall, { specials, printsArgumentText }: MessageStyle): JsonValue {
  const { arguments_text: text } = call;
  if (text !== undefined && printsArgumentText) return protectText(text, specials);
  if (text !== undefined) {
    const spelled = templateObjectFromText(text, specials);
    if (spelled !== null) return spelled;
  }
  return templateValue(call.function.arguments, specials);
}

/**
 * A message as chat templates expect it. Content is never null, since templates search and trim it; absent
 * reasoning and an empty list of calls are left out, since templates ask whether they are defined.
 */
export function templateMessage(message: Message, style: MessageStyle): JsonObject {
  const text = (value: string): string => protectText(value, style.specials);
  return {
    role: message.role,
    content: text(message.content ?? ""),
    ...(message.reasoning_content ? { reasoning_content: text(message.reasoning_content) } : {}),
    ...(message.tool_calls?.length
      ? {
          tool_calls: message.tool_calls.map((call) => ({
            ...(call.id === undefined ? {} : { id: text(call.id) }),
            type: "function",
            function: { name: text(call.function.name), arguments: templateArguments(call, style) },
          })),
        }
      : {}),
    ...(message.tool_call_id === undefined ? {} : { tool_call_id: text(message.tool_call_id) }),
    ...(message.name === undefined ? {} : { name: text(message.name) }),
  };
}
