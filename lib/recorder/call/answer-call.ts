import { runOf } from "@/lib/core/recording/run-of";
import { EngineError } from "@/lib/engine/engine-error";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { during } from "@/lib/recorder/edge/during";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { isWorthARetry, kindOfFailure } from "@/lib/recorder/edge/failure-of";
import { logCall } from "@/lib/recorder/edge/log-call";
import { withModel } from "@/lib/recorder/models/with-model";
import type { CallPlace } from "@/lib/recorder/session/call-capacity";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import { callMarks } from "@/lib/recorder/session/call-marks";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import type { SessionAddress } from "@/lib/recorder/session/session-address";
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
import { tellRequest } from "./span-facts";
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
  const span = pipeline.tracing.open(connection.headers);
  let place: CallPlace | null = null;
  try {
    const { settings } = pipeline.parts;
    place = pipeline.capacity.enter();
    const placed = { ...target, place, span };
    if (settings.engine === "passthrough") return await passThrough(pipeline, placed, connection);
    const read = await during(span, "read", () => readCall(settings, target, connection));
    return await runCall(pipeline, placed, read, connection);
  } catch (error) {
    if (error instanceof SessionElsewhereError) throw error;
    span.fail(kindOfFailure(error));
    span.end();
    const response = errorResponse(error, target.protocol);
    logCall(connection, target.key, response.status, started, error);
    return response;
  } finally {
    place?.leave();
    if (Date.now() - started > SLOW_CALL_MS) logCall(connection, target.key, 0, started, null);
  }
}

/** A call that its session has let in, before its model is chosen. */
interface LetIn {
  readonly address: SessionAddress;
  readonly session: LiveSession;
  readonly call: CallInFlight;
}

async function letIn(
  { parts, sessions }: Pipeline,
  target: CallWithPlace,
  read: ReadCall,
  { headers, signal }: CallInput,
): Promise<LetIn> {
  const { sessionHints: hints, messages } = read.call;
  const address = await resolveSession({ headers, pathSession: target.session, hints, messages }, parts);
  const { protocol } = target;
  const marks = callMarks(headers, { protocol: protocol.name, subAgent: address.subAgent, body: read.body });
  await parts.store.checkWritable();
  const { session, call } = await sessions.admit(sessionInput(address, parts.settings), target.key, marks);
  endWith(call, signal);
  return { address, session, call };
}

async function runCall(
  pipeline: Pipeline,
  target: CallWithPlace,
  read: ReadCall,
  connection: CallInput,
): Promise<Response> {
  const { parts } = pipeline;
  const { signal } = connection;
  const { protocol, span } = target;
  const { address, session, call } = await during(span, "admit", () =>
    letIn(pipeline, target, read, connection),
  );
  void call.ended.then(() => span.end());
  try {
    target.place.hold(runOf(session.settings.labels), call.ended);
    if (signal.aborted) throw new ClientGoneError();
    const request = recallCall(read, session.tree);
    const chosen = await withModel(pipeline, request.model, session.settings.model);
    const admitted = { ...chosen, protocol, request, address, session, call, span, connection };
    tellRequest(span, admitted);
    if (isSearch(request)) return await answerSearch(admitted);
    await session.departed();
    const again = await answerAgain(admitted);
    if (again !== null) return again;
    return await deliver(await during(span, "prompt", () => prepareJob(admitted)));
  } catch (error) {
    if (isWorthARetry(error)) session.failed(call);
    span.fail(kindOfFailure(error));
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
