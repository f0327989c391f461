import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { isWorthARetry } from "@/lib/recorder/edge/failure-of";
import { logCall } from "@/lib/recorder/edge/log-call";
import { callMarks } from "@/lib/recorder/session/call-marks";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { sessionInput } from "@/lib/recorder/session/session-input";
import { answerAgain } from "./answer-again";
import { answerSearch, isSearch } from "./answer-search";
import type { CallTarget } from "./call-target";
import { deliverStream } from "./deliver-stream";
import { deliverWhole } from "./deliver-whole";
import { emptyReply } from "./empty-reply";
import { passThrough } from "./pass-through";
import type { Pipeline } from "./pipeline";
import { prepareJob } from "./prepare-job";
import { type ReadCall, readCall } from "./read-call";
import { recallCall } from "./recall-call";
import { endWith } from "./take-in";

/** A call slower than this stands in the access log, in ms. */
const SLOW_CALL_MS = 120_000;

/** Answers one model call of any protocol: the pipeline from request to recorded and delivered turn. */
export async function answerCall(
  pipeline: Pipeline,
  target: CallTarget,
  httpRequest: Request,
): Promise<Response> {
  const started = Date.now();
  try {
    const { settings } = pipeline.parts;
    if (settings.engine === "passthrough") return await passThrough(pipeline, target, httpRequest);
    const read = await readCall(settings, target, httpRequest);
    return await runCall(pipeline, target, read, httpRequest);
  } catch (error) {
    const response = errorResponse(error, target.protocol);
    logCall(httpRequest, target.key, response.status, started, error);
    return response;
  } finally {
    if (Date.now() - started > SLOW_CALL_MS) logCall(httpRequest, target.key, 0, started, null);
  }
}

async function runCall(
  pipeline: Pipeline,
  target: CallTarget,
  read: ReadCall,
  httpRequest: Request,
): Promise<Response> {
  const { parts, sessions } = pipeline;
  const { headers, signal: connection } = httpRequest;
  const { sessionHints: hints, messages } = read.call;
  const address = await resolveSession({ headers, pathSession: target.session, hints, messages }, parts);
  const { protocol } = target;
  const marks = callMarks(headers, { protocol: protocol.name, subAgent: address.subAgent, body: read.body });
  await parts.store.checkWritable();
  const { session, call } = await sessions.admit(sessionInput(address, parts.settings), target.key, marks);
  endWith(call, connection);
  try {
    if (connection.aborted) throw new ClientGoneError();
    const request = recallCall(read, session.tree);
    const admitted = { ...pipeline, protocol, request, address, session, call, connection };
    if (isSearch(request)) return await answerSearch(admitted);
    await session.departed();
    const again = await answerAgain(admitted);
    if (again !== null) return again;
    const job = await prepareJob(admitted);
    return await (request.stream ? deliverStream(job) : deliverWhole(job));
  } catch (error) {
    if (isWorthARetry(error)) session.failed(call);
    call.end();
    const empty =
      parts.settings.contextFull === "length" ? emptyReply(error, target.protocol, read.call, call) : null;
    if (empty !== null) return empty;
    throw error;
  }
}
