import type { JsonObject } from "@/lib/core/json/json-value";
import type { CallReply, CallRequest } from "@/lib/wire/protocol";
import { keptMessages } from "./compaction-item";
import { answerKey } from "./recall-answer";
import { responseUsage } from "./response-object";
import { outputItems } from "./responses-items";

/**
 * The answer of `POST /v1/responses/compact`: what users said, and the summary as the one item that takes the place of
 * the conversation.
 */
export function compactedResponse(reply: CallReply, request: CallRequest): JsonObject {
  const kept = keptMessages(request.messages).map(({ content }, index) => ({
    id: `msg_kept_${index}_${answerKey(reply.id) ?? ""}`,
    type: "message",
    role: "user",
    status: "completed",
    content: [{ type: "input_text", text: content ?? "" }],
  }));
  return {
    id: reply.id,
    object: "response.compaction",
    created_at: reply.created,
    output: [...kept, ...outputItems(reply, request)],
    usage: responseUsage(reply),
  };
}
