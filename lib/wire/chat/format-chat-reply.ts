import type { JsonObject } from "@/lib/core/json/json-value";
import type { CallReply } from "@/lib/wire/protocol";
import { chatFinishReason, chatLogProbs, chatToolCall, chatUsage } from "./chat-reply-parts";

/**
 * The whole answer of `POST /v1/chat/completions`. Content is null when only tools are called, as clients expect. Ids
 * stand where vLLM has them.
 */
export function formatChatReply(reply: CallReply): JsonObject {
  const { content, reasoning_content: reasoning, tool_calls: calls = [] } = reply.message;
  const text = content ?? "";
  const { tokenIds: ids } = reply;
  return {
    id: reply.id,
    object: "chat.completion",
    created: reply.created,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" && calls.length > 0 ? null : text,
          ...(reasoning ? { reasoning_content: reasoning } : {}),
          ...(calls.length > 0 ? { tool_calls: calls.map(chatToolCall) } : {}),
        },
        logprobs: chatLogProbs(reply),
        finish_reason: chatFinishReason(reply),
        ...(ids === null ? {} : { token_ids: Array.from(ids.output) }),
      },
    ],
    usage: chatUsage(reply),
    ...(ids === null ? {} : { prompt_token_ids: Array.from(ids.prompt) }),
  };
}
