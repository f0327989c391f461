import { runOf } from "@/lib/core/recording/run-of";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import { CallError } from "@/lib/recorder/edge/call-error";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import { callMarks } from "@/lib/recorder/session/call-marks";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { SessionElsewhereError } from "@/lib/recorder/session/session-elsewhere-error";
import { sessionInput } from "@/lib/recorder/session/session-input";
import type { CallRequest } from "@/lib/wire/protocol";
import { answerAgain } from "./answer-again";
import type { CallTarget, CallWithPlace } from "./call-target";
import type { Pipeline } from "./pipeline";
import { type ReadCall, readCallText } from "./read-call";
import { recallCall } from "./recall-call";
import { type Routed, routeCall } from "./route-call";
import { tellRequest } from "./span-facts";

/** A call that goes on to another server, as far as the recorder could take it in. */
export interface TakenIn {
  readonly session: LiveSession | null;
  readonly call: CallInFlight | null;
  /** Null when its answer cannot be recorded. */
  readonly routed: Routed | null;
  /** Why it cannot; null when it can. */
  readonly failure: unknown;
  /** The reply, where the call was made before and is given the answer of that. */
  readonly again?: Response | null;
}

/** What a request that cannot be read says of its session and its client. */
const NOTHING_SAID: Pick<CallRequest, "sessionHints" | "messages"> = {
  sessionHints: { metadataSessionId: null, user: null },
  messages: [],
};

/**
 * Finds session and place of a call that another server answers. A request that cannot be read, or a store that fails,
 * keeps no call from its answer.
 *
 * @throws CallError when the session takes no more calls, or the call names none that can be.
 */
export async function takeIn(
  pipeline: Pipeline,
  target: CallWithPlace,
  connection: CallInput,
  body: string,
): Promise<TakenIn> {
  const read = readOf(target, body);
  const { sessionHints: hints, messages } = "call" in read ? read.call : NOTHING_SAID;
  let session: LiveSession | null = null;
  let call: CallInFlight | null = null;
  const { headers, signal } = connection;
  try {
    const { parts, sessions } = pipeline;
    const asked = { headers, pathSession: target.session, hints, messages };
    const address = await resolveSession(asked, parts);
    session = await sessions.find(sessionInput(address, parts.settings));
    const { protocol } = target;
    const marks = callMarks(headers, { protocol: protocol.name, subAgent: address.subAgent, body });
    call = await session.admit(target.key, marks);
    endWith(call, signal);
    target.place.hold(runOf(session.settings.labels), call.ended);
    if (signal.aborted) throw new ClientGoneError();
    if (!("call" in read)) return { session, call, routed: null, failure: read.failure };
    const request = recallCall(read, session.tree);
    const { own: served } = parts.models;
    const { span } = target;
    const admitted = { ...pipeline, served, protocol, request, address, session, call, span, connection };
    tellRequest(span, admitted);
    await session.departed();
    const again = await answerAgain(admitted);
    const routed = again === null ? await routeCall(admitted) : null;
    return { session, call, routed, failure: null, again };
  } catch (error) {
    const isOver = signal.aborted || call?.signal.aborted === true;
    const isKnown = error instanceof CallError || error instanceof SessionElsewhereError;
    if (!(isKnown || isOver)) {
      return { session, call, routed: null, failure: error };
    }
    call?.end();
    throw error;
  }
}

/** The call ends when its client leaves and nobody else waits for it. */
export function endWith(call: CallInFlight, connection: AbortSignal): void {
  const leave = () => call.leave();
  connection.addEventListener("abort", leave, { once: true });
  void call.ended.then(() => connection.removeEventListener("abort", leave));
}

function readOf(target: CallTarget, body: string): ReadCall | { readonly failure: unknown } {
  try {
    return readCallText(body, target, { media: "placeholder", forwarded: true });
  } catch (failure) {
    return { failure };
  }
}
