import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { ToolCall } from "@/lib/core/message/message";
import type { CallReply, ToldLogProb } from "@/lib/wire/protocol";

/** A call as Chat Completions prints it; streams add the index. */
export function chatToolCall(call: ToolCall): JsonObject {
  return {
    id: call.id ?? "",
    type: "function",
    function: { name: call.function.name, arguments: argumentsText(call) },
  };
}

/** Why the answer ended, in the protocol's closed list; an answer that the engine broke off counts as cut. */
export function chatFinishReason(reply: CallReply): "stop" | "length" | "tool_calls" {
  switch (reply.finishReason) {
    case "length":
    case "abort":
    case "error":
      return "length";
    case "stop":
    case "tool_calls":
      return (reply.message.tool_calls ?? []).length > 0 ? "tool_calls" : "stop";
  }
}

/** Token counts: those of the prompt as sent, and of the ids that were sampled. */
export function chatUsage(reply: CallReply): JsonObject {
  return {
    prompt_tokens: reply.promptTokens,
    completion_tokens: reply.completionTokens,
    total_tokens: reply.promptTokens + reply.completionTokens,
    prompt_tokens_details: { cached_tokens: reply.cachedTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: reply.reasoningTokens },
  };
}

/** Log-probs in nats, one entry per sampled token; null when none were asked for or recorded. */
export function chatLogProbs(reply: CallReply): JsonValue {
  if (reply.logProbs === null) return null;
  return {
    content: reply.logProbs.map(({ top, ...token }) => ({ ...told(token), top_logprobs: top.map(told) })),
  };
}

function told({ token, bytes, logProb }: ToldLogProb): JsonObject {
  return { token, logprob: Number.isFinite(logProb) ? logProb : -9999, bytes };
}
