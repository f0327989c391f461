import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { Protocol } from "@/lib/wire/protocol";

/** The protocol in whose shape a path is answered, and whether the path takes model calls. */
export interface PathProtocol {
  readonly protocol: Protocol;
  readonly answers: boolean;
}

/** Errors of a path that is nobody's come in the OpenAI shape, which more clients read than any other. */
export function protocolOf(rest: string): PathProtocol {
  switch (rest) {
    case "/v1/chat/completions":
      return { protocol: openaiChat, answers: true };
    case "/v1/messages":
      return { protocol: anthropicMessages, answers: true };
    default:
      return { protocol: openaiChat, answers: false };
  }
}
