import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol, ProtocolName } from "@/lib/wire/protocol";

/** Every protocol by its name. */
export const PROTOCOLS: Readonly<Record<ProtocolName, Protocol>> = {
  anthropic_messages: anthropicMessages,
  openai_chat: openaiChat,
  openai_responses: openaiResponses,
};
