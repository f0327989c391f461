import { formatAnthropicError } from "./format-anthropic-error";
import { formatAnthropicReply } from "./format-anthropic-reply";
import { openAnthropicStream } from "./open-anthropic-stream";
import type { Protocol } from "./protocol";
import { readAnthropicRequest } from "./read-anthropic-request";

/** Anthropic Messages: `POST /v1/messages`, streamed or not, and the body of `count_tokens`. */
export const anthropicMessages: Protocol = {
  name: "anthropic_messages",
  parseRequest: (body, options = { media: "refuse" }) => readAnthropicRequest(body, options),
  formatReply: formatAnthropicReply,
  openStream: openAnthropicStream,
  formatError: formatAnthropicError,
};
