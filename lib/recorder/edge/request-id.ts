import { randomBytes } from "node:crypto";

/** 32 hexadecimal digits, unique over all sessions. */
export function mintCallKey(): string {
  return randomBytes(16).toString("hex");
}

/**
 * The id of a request, by which a reply, a line of the log and a turn name the same call.
 *
 * @param callKey of the call; a turn's facts hold it as `call`.
 */
export function requestId(callKey: string): string {
  return `req_${callKey}`;
}

/** The headers under which Anthropic's and OpenAI's SDKs look for the id of a request. */
const NAMES = ["request-id", "x-request-id"];

/** The response with the request's id in its headers, unless a server behind has given it one of its own. */
export function withRequestId(response: Response, callKey: string): Response {
  if (NAMES.some((name) => response.headers.has(name))) return response;
  for (const name of NAMES) response.headers.set(name, requestId(callKey));
  return response;
}
