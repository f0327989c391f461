import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { isWorthARetry } from "@/lib/recorder/edge/failure-of";
import { logCall } from "@/lib/recorder/edge/log-call";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { ContextLength } from "@/lib/recorder/prompt/context-length";
import { callMarks } from "@/lib/recorder/session/call-marks";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { sessionInput } from "@/lib/recorder/session/session-input";
import { answerAgain } from "./answer-again";
import { answerSearch, isSearch } from "./answer-search";
import type { Auditor } from "./auditor";
import type { CallTarget } from "./call-target";
import { deliverStream } from "./deliver-stream";
import { deliverWhole } from "./deliver-whole";
import { emptyReply } from "./empty-reply";
import { passThrough } from "./pass-through";
import { prepareJob } from "./prepare-job";
import { type ReadCall, readCall } from "./read-call";
import { recallCall } from "./recall-call";

/** What all calls of a recorder share. */
export interface Pipeline {
  readonly parts: RecorderParts;
  readonly sessions: LiveSessions;
  readonly auditor: Auditor;
  readonly context: ContextLength;
}

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
    const read = await readCall(pipeline.parts.settings, target, httpRequest);
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
  { parts, sessions, auditor, context }: Pipeline,
  target: CallTarget,
  read: ReadCall,
  httpRequest: Request,
): Promise<Response> {
  const { headers, signal: connection } = httpRequest;
  const { sessionHints: hints, messages } = read.call;
  const address = await resolveSession({ headers, pathSession: target.session, hints, messages }, parts);
  const session = await sessions.find(sessionInput(address, parts.settings));
  const { subAgent } = address;
  const marks = callMarks(headers, { protocol: target.protocol.name, subAgent, body: read.body });
  const call = await session.admit(target.key, marks);
  const leave = () => call.leave();
  connection.addEventListener("abort", leave, { once: true });
  void call.ended.then(() => connection.removeEventListener("abort", leave));
  try {
    if (connection.aborted) throw new ClientGoneError();
    const request = recallCall(read, session.tree);
    const admitted = {
      parts,
      auditor,
      context,
      protocol: target.protocol,
      request,
      address,
      session,
      call,
      connection,
    };
    const isForwarded = parts.settings.engine === "passthrough";
    if (!isForwarded && isSearch(request)) return await answerSearch(admitted);
    await session.departed();
    const again = await answerAgain(admitted);
    if (again !== null) return again;
    if (isForwarded) return await passThrough(admitted, httpRequest, read.body);
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
