import type { JsonObject } from "@/lib/core/json/json-value";
import type { CallReply } from "@/lib/wire/protocol";
import { anthropicStop, anthropicUsage, thinkingSignature, toolUseBlock } from "./anthropic-reply-parts";

/** The whole answer of `POST /v1/messages`: thinking, text and calls as blocks, in that order. */
export function formatAnthropicReply(reply: CallReply): JsonObject {
  const { content, reasoning_content: thinking, tool_calls: calls = [] } = reply.message;
  return {
    id: reply.id,
    type: "message",
    role: "assistant",
    model: reply.model,
    content: [
      ...(thinking ? [{ type: "thinking", thinking, signature: thinkingSignature(reply.id) }] : []),
      ...(content ? [{ type: "text", text: content }] : []),
      ...calls.map(toolUseBlock),
    ],
    ...anthropicStop(reply),
    usage: anthropicUsage(reply.promptTokens, reply.cachedTokens ?? 0, reply.completionTokens),
    ...(reply.tokenIds && {
      prompt_token_ids: Array.from(reply.tokenIds.prompt),
      token_ids: Array.from(reply.tokenIds.output),
    }),
  };
}
