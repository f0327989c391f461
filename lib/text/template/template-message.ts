import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { MessageSpelling } from "./message-spelling";
import { protectText } from "./template-codes";
import { templateObjectFromText } from "./template-object-from-text";
import { templateValue } from "./template-value";

/** How messages are written for one template. */
export interface MessageStyle extends MessageSpelling {
  /** Finds names of special tokens, which stay data. */
  readonly specials: RegExp | null;
  /** The member in which the template looks for reasoning. */
  readonly reasoningMember: string;
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
 * A message as chat templates expect it. Absent reasoning and an empty list of calls are left out, since templates
 * ask whether they are defined; absent content is empty text, which templates search and trim, save beside calls
 * where the template asks for null.
 */
export function templateMessage(message: Message, style: MessageStyle): JsonObject {
  const text = (value: string): string => protectText(value, style.specials);
  const content = message.content ?? "";
  return {
    role: message.role,
    content: content === "" && message.tool_calls?.length && style.nullBesideCalls ? null : text(content),
    ...(message.reasoning_content ? { [style.reasoningMember]: text(message.reasoning_content) } : {}),
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
