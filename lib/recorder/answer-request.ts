import type { Settings } from "@/lib/settings/settings";
import type { Protocol } from "@/lib/wire/protocol";
import { forwardOther } from "./call/forward-other";
import { isCallAllowed } from "./edge/api-token";
import { CallError } from "./edge/call-error";
import { readCallPath } from "./edge/call-path";
import { errorResponse } from "./edge/error-response";
import { modelList } from "./edge/model-list";
import { protocolOf } from "./edge/protocol-of";
import type { Recorder } from "./recorder";

/** What clients take for the base URL, which some look at before they call. */
const BASES: ReadonlySet<string> = new Set(["/", "/v1"]);

/** Who answers, and by which settings. */
interface Answering {
  readonly recorder: Recorder;
  readonly settings: Settings;
}

/** Answers anything that comes in under a base URL handed to a client. */
export async function answerRequest({ recorder, settings }: Answering, request: Request): Promise<Response> {
  const { token, session, rest } = readCallPath(new URL(request.url).pathname);
  const { protocol, does } = protocolOf(rest);
  const target = { protocol, session, token };
  if (request.method === "POST" && does === "sample") return recorder.call(target, request);
  if (settings.engine === "passthrough" && rest.startsWith("/v1/")) {
    return forwardOther(settings, target, request);
  }
  if (request.method === "POST" && does === "count") return recorder.count(target, request);
  const isAllowed = isCallAllowed(request.headers, token, settings.apiToken);
  if (isAllowed && BASES.has(rest)) return new Response(null, { status: 200 });
  const reads = request.method === "GET" || request.method === "HEAD";
  if (isAllowed && reads && rest === "/v1/models") {
    return modelList(settings.model, await recorder.contextTokens());
  }
  return refusal(protocol, isAllowed, `${request.method} ${rest} is not served here.`);
}

function refusal(protocol: Protocol, isAllowed: boolean, message: string): Response {
  const error = isAllowed
    ? new CallError({ status: 404, kind: "not_found", message })
    : new CallError({ status: 401, kind: "unauthorised", message: "The API token is missing or wrong." });
  return errorResponse(error, protocol);
}
