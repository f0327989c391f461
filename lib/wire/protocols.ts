import { anthropicMessages } from "./anthropic-messages";
import { openaiChat } from "./openai-chat";
import type { Protocol, ProtocolName } from "./protocol";

/** Every protocol by its name. */
export const PROTOCOLS: Readonly<Record<Exclude<ProtocolName, "openai_responses">, Protocol>> = {
  anthropic_messages: anthropicMessages,
  openai_chat: openaiChat,
};
