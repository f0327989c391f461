import type { Protocol } from "./protocol";
import { openResponsesStream } from "./responses/open-responses-stream";
import { readResponsesReply } from "./responses/read-responses-reply";
import { readResponsesRequest } from "./responses/read-responses-request";
import { responseObject } from "./responses/response-object";
import { formatOpenaiError } from "./shared/format-openai-error";
import { readReplyObjects } from "./shared/read-reply-objects";

/** OpenAI Responses: `POST /v1/responses`, streamed or not. What a call refers to by id is recalled from its session. */
export const openaiResponses: Protocol = {
  name: "openai_responses",
  parseRequest: (body, options = { media: "refuse" }) => readResponsesRequest(body, options),
  readReply: (bytes, contentType) => readResponsesReply(readReplyObjects(bytes, contentType)),
  formatReply: responseObject,
  formatCount: (promptTokens) => ({ object: "response.input_tokens", input_tokens: promptTokens }),
  openStream: openResponsesStream,
  formatError: formatOpenaiError,
};
