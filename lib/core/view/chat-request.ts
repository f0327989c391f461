import type { JsonObject } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { Message } from "@/lib/core/message/message";
import { samplingPart } from "@/lib/core/recording/fact-parts";
import type { Turn } from "@/lib/core/recording/turn";

/** What a turn's call asked for, by the names of Chat Completions: messages, tools, template arguments and sampling. */
export function chatRequest(
  { tools, templateArguments, sampling }: Turn,
  messages: readonly Message[],
): JsonObject {
  const { max_new_tokens: most, stop, ...sameNames } = sampling === null ? {} : samplingPart.write(sampling);
  return {
    messages: messages.map(chatMessage),
    ...(tools?.length ? { tools } : {}),
    ...(templateArguments === null ? {} : { chat_template_kwargs: templateArguments }),
    ...sameNames,
    ...(most ? { max_tokens: most } : {}),
    ...(sampling?.stop?.length ? { stop } : {}),
  };
}

/**
 * The messages of a turn's call as its client sent them: other spellings, and answers that were left out of the prompt,
 * stand where they came.
 *
 * @example
 * // the prompt holds [user, answer], and the client echoed the answer in other words
 * sentMessages(turn); // [user, the other words]
 */
export function sentMessages({ promptMessages, acceptedRewrites }: Turn): readonly Message[] {
  const leftOutBefore = (index: number): readonly Message[] =>
    acceptedRewrites.flatMap(({ held, messageIndex, echoed }) =>
      held === null && messageIndex === index ? echoed : [],
    );
  const sent = promptMessages.flatMap((message, index) => {
    const rewrite = acceptedRewrites.find((one) => one.held !== null && one.messageIndex === index);
    return [...leftOutBefore(index), rewrite?.echoed ?? message];
  });
  return [...sent, ...leftOutBefore(promptMessages.length)];
}

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
