import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiCompaction } from "@/lib/wire/openai-compaction";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol } from "@/lib/wire/protocol";

const BELOW_MESSAGES = /^\/v1\/messages(\/|$)/;
const BELOW_RESPONSES = /^\/v1\/responses(\/|$)/;
const BELOW_CHAT = /^\/v1\/chat(\/|$)/;

/**
 * The protocol in whose shape a path is answered, errors included. Paths that belong to none are Anthropic's for who
 * says which version of it he speaks, as its SDKs do at every call, and OpenAI's for all others.
 *
 * @example protocolOf("/v1/messages/batches", new Headers()).name; // "anthropic_messages"
 */
export function protocolOf(rest: string, headers: Pick<Headers, "has">): Protocol {
  if (rest === "/v1/responses/compact") return openaiCompaction;
  if (BELOW_MESSAGES.test(rest)) return anthropicMessages;
  if (BELOW_RESPONSES.test(rest)) return openaiResponses;
  if (BELOW_CHAT.test(rest)) return openaiChat;
  return headers.has("anthropic-version") ? anthropicMessages : openaiChat;
}
