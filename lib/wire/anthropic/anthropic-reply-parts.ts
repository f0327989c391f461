import type { JsonObject } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { ToolCall } from "@/lib/core/message/message";
import type { CallReply } from "@/lib/wire/protocol";

/**
 * The signature of a thinking block. Clients drop reasoning that carries none when they send the history back, so
 * it names the reply; nothing reads it.
 */
export function thinkingSignature(replyId: string): string {
  return `turntree-${replyId}`;
}

/** A call as a content block. Arguments that are no object, which the protocol cannot say, go under `raw_arguments`. */
export function toolUseBlock(call: ToolCall): JsonObject {
  const input = call.function.arguments;
  return {
    type: "tool_use",
    id: call.id ?? "",
    name: call.function.name,
    input: isObject(input) ? input : { raw_arguments: argumentsText(call) },
  };
}

/** Why the answer ended, in Anthropic's words; an answer that the engine broke off counts as cut. */
export function anthropicStop(reply: CallReply): { stop_reason: string; stop_sequence: string | null } {
  switch (reply.finishReason) {
    case "length":
    case "abort":
    case "error":
      return { stop_reason: "max_tokens", stop_sequence: null };
    case "stop":
    case "tool_calls": {
      if ((reply.message.tool_calls ?? []).length > 0)
        return { stop_reason: "tool_use", stop_sequence: null };
      if (typeof reply.matchedStop === "string") {
        return { stop_reason: "stop_sequence", stop_sequence: reply.matchedStop };
      }
      return { stop_reason: "end_turn", stop_sequence: null };
    }
  }
}

/** Token counts as Anthropic splits them: cached prompt tokens apart from the others. */
export function anthropicUsage(promptTokens: number, cachedTokens: number, outputTokens: number): JsonObject {
  return {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: outputTokens,
  };
}
