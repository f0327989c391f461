import type { Settings } from "@/lib/settings/settings";
import type { CallTarget } from "./call/call-target";
import { forwardOther } from "./call/forward-other";
import { isCallAllowed } from "./edge/api-token";
import { CallError } from "./edge/call-error";
import { readCallPath } from "./edge/call-path";
import { type FoundRoute, findRoute } from "./edge/call-routes";
import { errorResponse } from "./edge/error-response";
import { modelList, modelNamed } from "./edge/model-list";
import { protocolOf } from "./edge/protocol-of";
import { mintCallKey, withRequestId } from "./edge/request-id";
import type { Recorder } from "./recorder";

/** Who answers, and by which settings. */
interface Answering {
  readonly recorder: Recorder;
  readonly settings: Settings;
}

/** Answers anything that comes in under a base URL handed to a client; never rejects. */
export async function answerRequest(answering: Answering, request: Request): Promise<Response> {
  const { token, session, rest } = readCallPath(new URL(request.url).pathname);
  const target = { protocol: protocolOf(rest, request.headers), session, token, key: mintCallKey() };
  const found = findRoute(request.method, rest);
  try {
    const response = await answerRoute(answering, request, { target, found, rest });
    return withRequestId(response, target.key);
  } catch (error) {
    return withRequestId(errorResponse(error, target.protocol), target.key);
  }
}

interface RoutedRequest {
  readonly target: CallTarget;
  readonly found: FoundRoute;
  readonly rest: string;
}

async function answerRoute(
  { recorder, settings }: Answering,
  request: Request,
  { target, found, rest }: RoutedRequest,
): Promise<Response> {
  const task = found.type === "found" ? found.route.task : null;
  if (task === "sample") return recorder.call(target, request);
  if (settings.engine === "passthrough" && rest.startsWith("/v1/")) {
    return forwardOther(settings, target, request);
  }
  if (task === "compact") return recorder.call(target, request);
  if (task === "count") return recorder.count(target, request);
  if (!isCallAllowed(request.headers, target.token, settings.apiToken)) {
    throw new CallError({ status: 401, kind: "unauthorised", message: "The API token is missing or wrong." });
  }
  if (found.type !== "found") throw refusal(found, request, rest);
  if (task === "greet") return new Response(null, { status: 200 });
  const model = { name: settings.model, contextTokens: await recorder.contextTokens() };
  return task === "model" ? modelNamed(found.name, model) : modelList(model);
}

function refusal(
  found: Exclude<FoundRoute, { type: "found" }>,
  { method, headers }: Request,
  rest: string,
): CallError {
  const message = `${method} ${rest} is not served here.`;
  const upgrade = headers.get("upgrade");
  switch (found.type) {
    case "unknown":
      return new CallError({ status: 404, kind: "not_found", message });
    case "wrong_method": {
      if (upgrade !== null) return upgradeRefused(upgrade);
      const { allow } = found;
      const words = `${message} Send ${allow.join(" or ")}.`;
      return new CallError({ status: 405, kind: "wrong_method", message: words, allow });
    }
  }
}

/** Codex asks for a websocket where its provider is the built-in one, and calls over HTTP when it hears this status. */
function upgradeRefused(to: string): CallError {
  const message = `No connection here is upgraded to ${to}: send the call over HTTP.`;
  return new CallError({ status: 426, kind: "wrong_method", code: "upgrade_refused", message });
}
