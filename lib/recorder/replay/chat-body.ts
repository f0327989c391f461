import type { JsonObject } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { Message } from "@/lib/core/message/message";
import { samplingPart } from "@/lib/core/recording/fact-parts";
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

/**
 * The call that made a turn, as a body of Chat Completions: messages, tools and sampling as they were recorded. Forbidden
 * calls are forbidden again, since they change how the answer is read; what demanded one is in the sampled ids.
 */
export function chatBody(turn: Turn): JsonObject {
  const { sampling, tools, templateArguments } = turn;
  const {
    max_new_tokens: _most,
    stop: _stop,
    ...sameNames
  } = sampling === null ? {} : samplingPart.write(sampling);
  return {
    model: "replay",
    messages: turn.promptMessages.map(chatMessage),
    tools: tools ?? [],
    ...(turn.toolChoice === "none" ? { tool_choice: "none" } : {}),
    chat_template_kwargs: templateArguments ?? {},
    ...sameNames,
    ...(sampling?.maxNewTokens ? { max_tokens: sampling.maxNewTokens } : {}),
    ...(sampling?.stop?.length ? { stop: sampling.stop } : {}),
  };
}
