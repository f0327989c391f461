import { formatChatReply } from "./chat/format-chat-reply";
import { openChatStream } from "./chat/open-chat-stream";
import { readChatReply } from "./chat/read-chat-reply";
import { readChatRequest } from "./chat/read-chat-request";
import type { Protocol } from "./protocol";
import { formatOpenaiError } from "./shared/format-openai-error";
import { readReplyObjects } from "./shared/read-reply-objects";

/** OpenAI Chat Completions: `POST /v1/chat/completions`, streamed or not. */
export const openaiChat: Protocol = {
  name: "openai_chat",
  parseRequest: (body, options = { media: "refuse" }) => readChatRequest(body, options),
  readReply: (bytes, contentType) => readChatReply(readReplyObjects(bytes, contentType)),
  formatReply: formatChatReply,
  formatCount: (promptTokens) => ({ input_tokens: promptTokens }),
  openStream: openChatStream,
  formatError: formatOpenaiError,
};
