import type { JsonObject } from "@/lib/core/json/json-value";
import type { Turn } from "@/lib/core/recording/turn";
import { chatRequest } from "@/lib/core/view/chat-request";

/**
 * The call that made a turn, as a body of Chat Completions: messages, tools and sampling as they were recorded. Forbidden
 * calls are forbidden again, since they change how the answer is read; what demanded one is in the sampled ids.
 */
export function chatBody(turn: Turn): JsonObject {
  return {
    model: "replay",
    ...(turn.toolChoice === "none" ? { tool_choice: "none" } : {}),
    ...chatRequest(turn, turn.promptMessages),
  };
}
