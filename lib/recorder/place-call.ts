import type { AcceptedRewrite } from "@/lib/core/turn";
import type { CallRequest } from "@/lib/wire/protocol";
import { acceptedRewrites, movedRewrites } from "./accepted-rewrites";
import { fitMessages } from "./fit-messages";
import { headerDigest } from "./header-digest";
import type { LiveSession } from "./live-session";
import { type MatchedCall, matchCall } from "./match-call";
import type { RecorderParts } from "./parts";
import type { SessionAddress } from "./session-address";
import type { Caller } from "./walk-history";

/** Where a call stands in its session's history. */
export interface PlacedCall {
  /** The call with its messages as the model is shown them. */
  readonly request: CallRequest;
  /** Digest of the head of the prompt: chains with another one are other trees. */
  readonly head: string;
  readonly caller: Caller;
  readonly matched: MatchedCall;
  readonly rewrites: readonly AcceptedRewrite[];
}

/** Finds a call's place by its messages alone. Changes nothing. */
export function placeCall(
  parts: RecorderParts,
  session: LiveSession,
  { client, subAgent }: SessionAddress,
  request: CallRequest,
): PlacedCall {
  const fitted = fitMessages(request.messages, parts.model, {
    takeBillingLine: parts.settings.takeBillingLine,
  });
  const head = headerDigest({ ...request, messages: fitted.messages });
  const caller = { matcher: session.settings.matcher, client, subAgent };
  const matched = matchCall(session.tree, head, fitted.messages, caller);
  const rewrites = [...movedRewrites(fitted.rewrites, matched.leftOut), ...acceptedRewrites(matched)];
  return { request: { ...request, messages: matched.messages }, head, caller, matched, rewrites };
}
