import { formatAnthropicError } from "./anthropic/format-anthropic-error";
import { formatAnthropicReply } from "./anthropic/format-anthropic-reply";
import { openAnthropicStream } from "./anthropic/open-anthropic-stream";
import { readAnthropicReply } from "./anthropic/read-anthropic-reply";
import { readAnthropicRequest } from "./anthropic/read-anthropic-request";
import type { Protocol } from "./protocol";
import { readReplyObjects } from "./shared/read-reply-objects";

/** Anthropic Messages: `POST /v1/messages`, streamed or not, and the body of `count_tokens`. */
export const anthropicMessages: Protocol = {
  name: "anthropic_messages",
  parseRequest: (body, options = { media: "refuse" }) => readAnthropicRequest(body, options),
  readReply: (bytes, contentType) => readAnthropicReply(readReplyObjects(bytes, contentType)),
  formatReply: formatAnthropicReply,
  formatCount: (promptTokens) => ({ input_tokens: promptTokens }),
  openStream: openAnthropicStream,
  formatError: formatAnthropicError,
};
