import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReplyReading } from "@/lib/wire/protocol";
import { isFailure, unreadReply } from "@/lib/wire/shared/unread-reply";
import { ChatChoice, choicesOf } from "./chat-choice";

/** How an answer ended; words that are not of the protocol are ends that a server has of its own. */
function finishReason(told: JsonValue | undefined): FinishReason {
  switch (told) {
    case undefined:
    case null:
    case "":
      return "abort";
    case "length":
    case "tool_calls":
    case "abort":
    case "error":
      return told;
    case "function_call":
      return "tool_calls";
    default:
      return "stop";
  }
}

/** The last value that is told and not null. */
function lastOf(objects: readonly JsonObject[], name: string): JsonValue {
  return objects.findLast((object) => (object[name] ?? null) !== null)?.[name] ?? null;
}

function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/**
 * The reply that the documents of a Chat Completions answer make: one whole, or the chunks of a stream. Its message is
 * read as one of a request is. Of several choices the first is the answer, and the others are told among the facts.
 */
export function readChatReply(documents: readonly JsonObject[]): ReplyReading {
  const choices = documents.flatMap(choicesOf);
  if (choices.length === 0) return unreadReply(documents, "a chat completion with choices");
  const first = Math.min(...choices.map(({ place }) => place));
  const answers = new Map<number, ChatChoice>();
  for (const { place, choice } of choices) {
    const answer = answers.get(place) ?? new ChatChoice();
    answers.set(place, answer);
    answer.take(objectOf(choice.message ?? choice.delta));
  }
  const own = choices.flatMap(({ place, choice }) => (place === first ? [choice] : []));
  const messages = [...answers].map(([place, answer]) => ({ place, message: answer.message() }));
  const others = messages.flatMap(({ place, message }) => (place === first ? [] : [message]));
  const said = messages.find(({ place }) => place === first)?.message ?? {};
  const usage = objectOf(lastOf(documents, "usage"));
  const told = lastOf(own, "finish_reason");
  const stop = lastOf(own, "stop_reason") ?? lastOf(own, "matched_stop");
  const hasFailed = told === null && documents.some(isFailure);
  return {
    type: "reply",
    reply: {
      message: readChatMessage({ ...said, role: "assistant" }, "choices[0].message", KEEP_ALL),
      finishReason: hasFailed ? "error" : finishReason(told),
      matchedStop: typeof stop === "string" || typeof stop === "number" ? stop : null,
      promptTokens: numberOf(usage.prompt_tokens),
      completionTokens: numberOf(usage.completion_tokens),
      cachedTokens: numberOf(objectOf(usage.prompt_tokens_details).cached_tokens),
      facts: others.length === 0 ? {} : { other_choices: others },
    },
  };
}
