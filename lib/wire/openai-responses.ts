import { formatOpenaiError } from "./format-openai-error";
import { openResponsesStream } from "./open-responses-stream";
import type { Protocol } from "./protocol";
import { readEvents } from "./read-events";
import { readResponsesReply } from "./read-responses-reply";
import { readResponsesRequest } from "./read-responses-request";
import { responseObject } from "./response-object";

/** OpenAI Responses: `POST /v1/responses`, streamed or not, without state: every call brings its whole input. */
export const openaiResponses: Protocol = {
  name: "openai_responses",
  parseRequest: (body, options = { media: "refuse" }) => readResponsesRequest(body, options),
  readReply: (bytes, contentType) => readResponsesReply(readEvents(bytes, contentType)),
  formatReply: responseObject,
  openStream: openResponsesStream,
  formatError: formatOpenaiError,
};
