import type { JsonObject } from "@/lib/core/json/json-value";
import type { CallReply, CallRequest } from "@/lib/wire/protocol";
import { outputItems } from "./responses-items";

/** What a response says of the call that it answers. */
export interface AnsweredCall extends Pick<CallRequest, "facts" | "responseState" | "repeated"> {
  readonly sampling: Pick<CallRequest["sampling"], "maxTokens" | "temperature" | "topP">;
}

/** Whether an answer was cut: by its length, or by the engine. */
export function isIncomplete(reply: CallReply): boolean {
  switch (reply.finishReason) {
    case "length":
    case "abort":
    case "error":
      return true;
    case "stop":
    case "tool_calls":
      return false;
  }
}

/** The fields that a response has from its first event on. */
export function responseHead(
  request: AnsweredCall,
  header: { readonly id: string; readonly created: number; readonly model: string },
): JsonObject {
  return {
    id: header.id,
    object: "response",
    created_at: header.created,
    model: header.model,
    error: null,
    max_output_tokens: request.sampling.maxTokens,
    parallel_tool_calls: request.facts.parallel_tool_calls ?? true,
    previous_response_id: request.facts.previous_response_id ?? null,
    store: request.responseState?.stored ?? true,
    temperature: request.sampling.temperature,
    top_p: request.sampling.topP,
    metadata: request.facts.metadata ?? {},
    ...request.repeated,
  };
}

/** The whole response object, as `POST /v1/responses` answers it and as it is read again. */
export function responseObject(reply: CallReply, request: AnsweredCall): JsonObject {
  const isCut = isIncomplete(reply);
  return {
    ...responseHead(request, reply),
    status: isCut ? "incomplete" : "completed",
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    output: outputItems(reply, request),
    usage: responseUsage(reply),
    ...(reply.tokenIds && {
      prompt_token_ids: Array.from(reply.tokenIds.prompt),
      token_ids: Array.from(reply.tokenIds.output),
    }),
  };
}

/** Token counts as the Responses API splits them. */
export function responseUsage(reply: CallReply): JsonObject {
  return {
    input_tokens: reply.promptTokens,
    input_tokens_details: { cached_tokens: reply.cachedTokens ?? 0 },
    output_tokens: reply.completionTokens,
    output_tokens_details: { reasoning_tokens: reply.reasoningTokens },
    total_tokens: reply.promptTokens + reply.completionTokens,
  };
}
