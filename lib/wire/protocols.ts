import { anthropicMessages } from "./anthropic-messages";
import { openaiChat } from "./openai-chat";
import { openaiResponses } from "./openai-responses";
import type { Protocol, ProtocolName } from "./protocol";

/** Every protocol by its name. */
export const PROTOCOLS: Readonly<Record<ProtocolName, Protocol>> = {
  anthropic_messages: anthropicMessages,
  openai_chat: openaiChat,
  openai_responses: openaiResponses,
};
