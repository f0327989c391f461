import { formatAnthropicError } from "./format-anthropic-error";
import { formatAnthropicReply } from "./format-anthropic-reply";
import { openAnthropicStream } from "./open-anthropic-stream";
import type { Protocol } from "./protocol";
import { readAnthropicReply } from "./read-anthropic-reply";
import { readAnthropicRequest } from "./read-anthropic-request";
import { readEvents } from "./read-events";

/** Anthropic Messages: `POST /v1/messages`, streamed or not, and the body of `count_tokens`. */
export const anthropicMessages: Protocol = {
  name: "anthropic_messages",
  parseRequest: (body, options = { media: "refuse" }) => readAnthropicRequest(body, options),
  readReply: (bytes, contentType) => readAnthropicReply(readEvents(bytes, contentType)),
  formatReply: formatAnthropicReply,
  openStream: openAnthropicStream,
  formatError: formatAnthropicError,
};
