import { processFigures } from "@/lib/core/base/process-figures";
import { runOf } from "@/lib/core/recording/run-of";
import { EngineError } from "@/lib/engine/engine-error";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { isWorthARetry } from "@/lib/recorder/edge/failure-of";
import { logCall } from "@/lib/recorder/edge/log-call";
import { withModel } from "@/lib/recorder/models/with-model";
import type { CallPlace } from "@/lib/recorder/session/call-capacity";
import { callMarks } from "@/lib/recorder/session/call-marks";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { SessionElsewhereError } from "@/lib/recorder/session/session-elsewhere-error";
import { sessionInput } from "@/lib/recorder/session/session-input";
import { answerAgain } from "./answer-again";
import { answerSearch, isSearch } from "./answer-search";
import type { CallTarget, CallWithPlace } from "./call-target";
import { deliverStream } from "./deliver-stream";
import { deliverWhole } from "./deliver-whole";
import { emptyReply } from "./empty-reply";
import type { Job } from "./job";
import { passThrough } from "./pass-through";
import type { Pipeline } from "./pipeline";
import { prepareJob, roomySampling } from "./prepare-job";
import { type ReadCall, readCall } from "./read-call";
import { recallCall } from "./recall-call";
import { endWith } from "./take-in";

/** A call slower than this stands in the access log, in ms. */
const SLOW_CALL_MS = 120_000;

/** Answers one model call of any protocol: the pipeline from request to recorded and delivered turn. */
export async function answerCall(
  pipeline: Pipeline,
  target: CallTarget,
  connection: CallInput,
): Promise<Response> {
  const started = Date.now();
  let place: CallPlace | null = null;
  try {
    const { settings } = pipeline.parts;
    place = pipeline.capacity.enter();
    const placed = { ...target, place };
    if (settings.engine === "passthrough") return await passThrough(pipeline, placed, connection);
    const read = await readCall(settings, target, connection);
    processFigures.observe("read_ms", Date.now() - started);
    return await runCall(pipeline, placed, read, connection);
  } catch (error) {
    if (error instanceof SessionElsewhereError) throw error;
    const response = errorResponse(error, target.protocol);
    logCall(connection, target.key, response.status, started, error);
    return response;
  } finally {
    place?.leave();
    if (Date.now() - started > SLOW_CALL_MS) logCall(connection, target.key, 0, started, null);
  }
}

async function runCall(
  pipeline: Pipeline,
  target: CallWithPlace,
  read: ReadCall,
  connection: CallInput,
): Promise<Response> {
  const { parts, sessions } = pipeline;
  const { headers, signal } = connection;
  const { sessionHints: hints, messages } = read.call;
  const begun = performance.now();
  const address = await resolveSession({ headers, pathSession: target.session, hints, messages }, parts);
  const { protocol } = target;
  const marks = callMarks(headers, { protocol: protocol.name, subAgent: address.subAgent, body: read.body });
  await parts.store.checkWritable();
  const { session, call } = await sessions.admit(sessionInput(address, parts.settings), target.key, marks);
  endWith(call, signal);
  processFigures.observe("admit_ms", performance.now() - begun);
  try {
    target.place.hold(runOf(session.settings.labels), call.ended);
    if (signal.aborted) throw new ClientGoneError();
    const request = recallCall(read, session.tree);
    const chosen = await withModel(pipeline, request.model, session.settings.model);
    const admitted = { ...chosen, protocol, request, address, session, call, connection };
    if (isSearch(request)) return await answerSearch(admitted);
    await session.departed();
    const again = await answerAgain(admitted);
    if (again !== null) return again;
    const placed = performance.now();
    const job = await prepareJob(admitted);
    processFigures.observe("prompt_ms", performance.now() - placed);
    return await deliver(job);
  } catch (error) {
    if (isWorthARetry(error)) session.failed(call);
    call.end();
    const empty =
      parts.settings.contextFull === "length" ? emptyReply(error, target.protocol, read.call, call) : null;
    if (empty !== null) return empty;
    throw error;
  }
}

/**
 * Samples and sends the answer. An engine that refuses the length that was asked for was started again with a shorter
 * context: it is asked for that and given the call once more, since it has sampled nothing of it.
 */
async function deliver(job: Job): Promise<Response> {
  const send = (sent: Job) => (sent.request.stream ? deliverStream(sent) : deliverWhole(sent));
  try {
    return await send(job);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.kind === "unreachable" || error.kind === "context_full") job.served.context.forget();
    if (error.kind !== "context_full") throw error;
    const sampling = await roomySampling(job, job.prompt);
    if (sampling.maxNewTokens >= job.sampling.maxNewTokens) throw error;
    return send({ ...job, sampling });
  }
}
