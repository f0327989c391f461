import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReplyReading } from "@/lib/wire/protocol";
import { isFailure, unreadReply } from "@/lib/wire/shared/unread-reply";
import { readBlocks } from "./anthropic-blocks";
import { AnthropicReplyBlocks } from "./anthropic-reply-blocks";
import { assistantMessage } from "./read-anthropic-message";

/** What has been heard of a reply so far, beside its blocks. */
interface Heard {
  usage: JsonObject;
  stop: JsonValue;
  sequence: JsonValue;
  isBegun: boolean;
}

/** Later counts win; a count that is not given leaves the earlier one. */
function addUsage(heard: Heard, usage: JsonValue | undefined): void {
  const given = Object.entries(objectOf(usage)).filter(([, value]) => value !== null);
  heard.usage = { ...heard.usage, ...Object.fromEntries(given) };
}

function addStop(heard: Heard, fields: JsonObject): void {
  heard.stop = fields.stop_reason ?? heard.stop;
  heard.sequence = fields.stop_sequence ?? heard.sequence;
}

function addMessage(heard: Heard, blocks: AnthropicReplyBlocks, message: JsonObject): void {
  heard.isBegun = true;
  blocks.addAll(message.content);
  addUsage(heard, message.usage);
  addStop(heard, message);
}

function take(heard: Heard, blocks: AnthropicReplyBlocks, document: JsonObject): void {
  switch (document.type) {
    case "message_start":
      addMessage(heard, blocks, objectOf(document.message));
      break;
    case "content_block_start":
      heard.isBegun = true;
      blocks.begin(document.index, document.content_block ?? null);
      break;
    case "content_block_delta":
      heard.isBegun = true;
      blocks.addDelta(document.index, document.delta);
      break;
    case "message_delta":
      heard.isBegun = true;
      addUsage(heard, document.usage);
      addStop(heard, objectOf(document.delta));
      break;
    default:
      if (typeof document.content === "string" || isArray(document.content)) {
        addMessage(heard, blocks, document);
      }
  }
}

function finishReason(stop: JsonValue): FinishReason {
  switch (stop) {
    case null:
      return "abort";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool_calls";
    default:
      return "stop";
  }
}

function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/**
 * The reply that the documents of an Anthropic answer make: one message, or the events of a stream. Its blocks are read
 * as those of a request's assistant message are.
 */
export function readAnthropicReply(documents: readonly JsonObject[]): ReplyReading {
  const heard: Heard = { usage: {}, stop: null, sequence: null, isBegun: false };
  const blocks = new AnthropicReplyBlocks();
  for (const document of documents) take(heard, blocks, document);
  if (!heard.isBegun) return unreadReply(documents, "a message with content blocks");
  const input = numberOf(heard.usage.input_tokens);
  const cached = numberOf(heard.usage.cache_read_input_tokens);
  const written = numberOf(heard.usage.cache_creation_input_tokens) ?? 0;
  const hasFailed = heard.stop === null && documents.some(isFailure);
  const content = readBlocks(blocks.content(), ["content"], { media: "placeholder", forwarded: true });
  const { content_parts: _parts, ...message } = assistantMessage(content);
  return {
    type: "reply",
    reply: {
      message,
      finishReason: hasFailed ? "error" : finishReason(heard.stop),
      matchedStop: typeof heard.sequence === "string" ? heard.sequence : null,
      promptTokens: input === null ? null : input + (cached ?? 0) + written,
      completionTokens: numberOf(heard.usage.output_tokens),
      cachedTokens: cached,
      facts: {},
    },
  };
}
