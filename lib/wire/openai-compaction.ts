import { openaiResponses } from "./openai-responses";
import type { Protocol } from "./protocol";
import { compactedResponse } from "./responses/compacted-response";
import { readCompactRequest } from "./responses/read-compact-request";

/** `POST /v1/responses/compact`: a conversation in, the items that take its place out, never streamed. */
export const openaiCompaction: Protocol = {
  ...openaiResponses,
  parseRequest: (body, options = { media: "refuse" }) => readCompactRequest(body, options),
  formatReply: compactedResponse,
};
