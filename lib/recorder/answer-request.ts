import { callOfRequest } from "./answer/call-of-request";
import { admitCall } from "./call/admit-call";
import type { CallTarget } from "./call/call-target";
import { CallError } from "./edge/call-error";
import { readCallPath } from "./edge/call-path";
import { type FoundRoute, findRoute } from "./edge/call-routes";
import { errorResponse } from "./edge/error-response";
import { logCall } from "./edge/log-call";
import { modelList, modelNamed } from "./edge/model-list";
import { protocolOf } from "./edge/protocol-of";
import { mintCallKey, withRequestId } from "./edge/request-id";
import type { KeyGate } from "./keys/key-gate";
import { listedModels } from "./models/listed-models";
import type { RecorderParts } from "./parts";
import type { Recorder } from "./recorder";

/** Who answers, and who lets in. */
interface Answering extends Pick<RecorderParts, "settings" | "store" | "keys" | "models"> {
  readonly recorder: Recorder;
  readonly gate: KeyGate;
}

/** Failures of which a line stands in the log here; those of calls are told where they are answered. */
const LOGGED: ReadonlySet<number> = new Set([401, 403, 429, 500]);

/** Answers anything that comes in under a base URL handed to a client; never rejects. */
export async function answerRequest(answering: Answering, request: Request): Promise<Response> {
  const started = Date.now();
  const path = readCallPath(new URL(request.url).pathname);
  const protocol = protocolOf(path.rest, request.headers);
  const key = mintCallKey();
  try {
    const session = await admitCall(answering, request, path);
    const found = findRoute(request.method, path.rest);
    const routed = { target: { protocol, session, key }, found, rest: path.rest };
    return withRequestId(await answerRoute(answering, request, routed), key);
  } catch (error) {
    const response = errorResponse(error, protocol);
    if (LOGGED.has(response.status)) logCall(request, key, response.status, started, error);
    return withRequestId(response, key);
  }
}

interface RoutedRequest {
  readonly target: CallTarget;
  readonly found: FoundRoute;
  readonly rest: string;
}

async function answerRoute(
  answering: Answering,
  request: Request,
  { target, found, rest }: RoutedRequest,
): Promise<Response> {
  const { recorder, settings } = answering;
  const input = callOfRequest(request);
  const task = found.type === "found" ? found.route.task : null;
  if (task === "sample") return recorder.call(target, input);
  if (settings.engine === "passthrough" && rest.startsWith("/v1/")) {
    return recorder.forward(target, input);
  }
  if (task === "compact") return recorder.call(target, input);
  if (task === "count") return recorder.count(target, input);
  if (found.type !== "found") throw refusal(found, request, rest);
  if (task === "greet") return new Response(null, { status: 200 });
  if (task === "response") return recorder.retrieve(target, found.name, input);
  const models = await listedModels(answering.models);
  return task === "model" ? modelNamed(found.name, models) : modelList(models);
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
