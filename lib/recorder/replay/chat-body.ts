import type { JsonObject } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";

function chatMessage(message: Message): JsonObject {
  const { tool_calls: calls, content_parts: _parts, ...rest } = message;
  if (calls === undefined) return { ...rest };
  return {
    ...rest,
    tool_calls: calls.map((call, index) => ({
      id: call.id ?? `call_${index}`,
      type: "function",
      function: {
        name: call.function.name,
        arguments: argumentsText(call),
      },
    })),
  };
}

/** The call that made a turn, as a body of Chat Completions: messages, tools and sampling as they were recorded. */
export function chatBody(turn: Turn): JsonObject {
  const { max_new_tokens: maxTokens, stop, ...sampling } = objectOf(turn.facts.sampling);
  return {
    model: "replay",
    messages: turn.promptMessages.map(chatMessage),
    tools: listOf(turn.facts.tools),
    chat_template_kwargs: objectOf(turn.facts.template_arguments),
    ...sampling,
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(listOf(stop).length > 0 ? { stop: listOf(stop) } : {}),
  };
}
