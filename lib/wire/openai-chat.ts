import { formatChatReply } from "./format-chat-reply";
import { formatOpenaiError } from "./format-openai-error";
import { openChatStream } from "./open-chat-stream";
import type { Protocol } from "./protocol";
import { readChatReply } from "./read-chat-reply";
import { readChatRequest } from "./read-chat-request";
import { readEvents } from "./read-events";

/** OpenAI Chat Completions: `POST /v1/chat/completions`, streamed or not. */
export const openaiChat: Protocol = {
  name: "openai_chat",
  parseRequest: (body, options = { media: "refuse" }) => readChatRequest(body, options),
  readReply: (bytes, contentType) => readChatReply(readEvents(bytes, contentType)),
  formatReply: formatChatReply,
  openStream: openChatStream,
  formatError: formatOpenaiError,
};
