import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol } from "@/lib/wire/protocol";

/** The protocol in whose shape a path is answered, and what a POST to it does. */
export interface PathProtocol {
  readonly protocol: Protocol;
  readonly does: "sample" | "count" | "nothing";
}

/** Errors of an unknown path come in the OpenAI shape, which more clients read than any other. */
export function protocolOf(rest: string): PathProtocol {
  switch (rest) {
    case "/v1/chat/completions":
      return { protocol: openaiChat, does: "sample" };
    case "/v1/responses":
      return { protocol: openaiResponses, does: "sample" };
    case "/v1/messages":
      return { protocol: anthropicMessages, does: "sample" };
    case "/v1/messages/count_tokens":
      return { protocol: anthropicMessages, does: "count" };
    default:
      return { protocol: openaiChat, does: "nothing" };
  }
}
