import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import type { Message } from "@/lib/core/message/message";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReplyReading } from "@/lib/wire/protocol";
import { isFailure, unreadReply } from "@/lib/wire/shared/unread-reply";
import { readResponsesItem } from "./read-responses-item";
import { responsesMessages } from "./responses-messages";
import { ResponsesReplyItems } from "./responses-reply-items";

function finishReason({ status, incomplete_details: why }: JsonObject, hasCalls: boolean): FinishReason {
  switch (status) {
    case "completed":
      return hasCalls ? "tool_calls" : "stop";
    case "incomplete":
      return objectOf(why).reason === "content_filter" ? "stop" : "length";
    case "failed":
      return "error";
    default:
      return "abort";
  }
}

function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/**
 * The reply that the documents of a Responses answer make: one response, or the events of a stream. All its items are
 * one message, in which the model may think, speak and call in turns.
 */
export function readResponsesReply(documents: readonly JsonObject[]): ReplyReading {
  const items = new ResponsesReplyItems();
  for (const document of documents) items.take(document);
  const output = items.output();
  const { response } = items;
  if (output.length === 0 && (response === null || isFailure(response))) {
    return unreadReply(response === null ? documents : [response], "a response with output items");
  }
  const read = output.map((item) =>
    readResponsesItem(item, ["output"], { media: "placeholder", forwarded: true }),
  );
  const found = responsesMessages(read, true).find(({ role }) => role === "assistant");
  const message: Message = found ?? { role: "assistant", content: "" };
  const usage = objectOf(response?.usage);
  const hasFailed = response === null && documents.some(isFailure);
  return {
    type: "reply",
    reply: {
      message,
      finishReason: hasFailed ? "error" : finishReason(response ?? {}, (message.tool_calls ?? []).length > 0),
      matchedStop: null,
      promptTokens: numberOf(usage.input_tokens),
      completionTokens: numberOf(usage.output_tokens),
      cachedTokens: numberOf(objectOf(usage.input_tokens_details).cached_tokens),
      facts: {},
    },
  };
}
