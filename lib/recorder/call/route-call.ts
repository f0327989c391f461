import type { Message } from "@/lib/core/message/message";
import { runOf } from "@/lib/core/recording/run-of";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import { type ToldKindOfCall, tellSideCall } from "@/lib/core/side-calls/tell-side-call";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { KeptReplies } from "@/lib/recorder/answer/kept-replies";
import { CallError } from "@/lib/recorder/edge/call-error";
import { sharedMessages } from "@/lib/recorder/history/accepted-rewrites";
import { toldRequest } from "@/lib/recorder/history/told-request";
import type { Match } from "@/lib/recorder/history/walk-history";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { Sentinel } from "@/lib/recorder/rescore/sentinel";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { RunQuotas } from "@/lib/recorder/session/run-quotas";
import type { SessionAddress } from "@/lib/recorder/session/session-address";
import type { UnrecordedCalls } from "@/lib/recorder/session/unrecorded-calls";
import type { CallSpan } from "@/lib/trace/call-span";
import type { CallRequest, Protocol } from "@/lib/wire/protocol";
import type { Auditor } from "./auditor";
import { placeCall } from "./place-call";

/** A call that its session has taken in. */
export interface Admitted {
  readonly parts: RecorderParts;
  readonly auditor: Auditor;
  readonly sentinel: Sentinel;
  /** The model that answers: `parts` hold its engine and its text side. */
  readonly served: ServedModel;
  readonly unrecorded: UnrecordedCalls;
  readonly kept: KeptReplies;
  readonly quotas: RunQuotas;
  readonly protocol: Protocol;
  readonly request: CallRequest;
  readonly address: SessionAddress;
  readonly session: LiveSession;
  readonly call: CallInFlight;
  readonly span: CallSpan;
  /** The client's connection. */
  readonly connection: CallInput;
}

/** A call with its place in the session's history. */
export interface Routed extends Admitted {
  /** Digest of the head of the prompt: chains with another one are other trees. */
  readonly head: string;
  /** How far the call's history was known when it came. */
  readonly match: Match;
  /** The call's messages, those that are held already as the objects that are held. */
  readonly promptMessages: readonly Message[];
  readonly rewrites: readonly AcceptedRewrite[];
  /** What the client asked for that nothing here can do, by the names of request fields. */
  readonly withoutEffect: readonly string[];
  /** Whether the call is part of the conversation, and why not. */
  readonly told: ToldKindOfCall;
  /** The turn that this call asks again; null when it is not a retry. */
  readonly retryOf: number | null;
}

/**
 * Routes a call in its session's history, by its messages alone, and counts it. What the history proves to have
 * arrived is settled.
 *
 * @throws CallError when the session has no turn left, its run has used its quota, or its model takes no new sessions.
 */
export async function routeCall(admitted: Admitted): Promise<Routed> {
  const { parts, session, call, address, served, quotas } = admitted;
  await session.departed();
  const { request, head, caller, matched, rewrites, withoutEffect } = placeCall(admitted, admitted.request);
  const { match, messages } = matched;
  if (served.isDraining && !session.tree.otherModels.has(served.name)) throw drains(served);
  session.settleByEcho(head, matched);
  const promptMessages = sharedMessages(match, messages);
  const asked = toldRequest(
    { ...request, messages: promptMessages },
    address.clientHeaders,
    session.tree.said,
  );
  const told = tellSideCall(asked, parts.settings.auxiliary);
  const retryOf = session.tree.answerAskedAgain(head, matched, caller);
  if (told.kind === "none" && retryOf === null) session.takeTurn(call);
  await quotas.takeTurn(runOf(session.settings.labels));
  return {
    ...admitted,
    request,
    head,
    match,
    promptMessages,
    rewrites,
    withoutEffect,
    told,
    retryOf,
  };
}

function drains({ name }: ServedModel): CallError {
  return new CallError({
    status: 503,
    kind: "engine_failed",
    message: `The model ${name} takes no new sessions: it is being drained.`,
  });
}
