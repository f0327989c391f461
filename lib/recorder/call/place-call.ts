import { mergeWritten } from "@/lib/core/json/json-spelling";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import { acceptedRewrites, movedRewrites } from "@/lib/recorder/history/accepted-rewrites";
import { headerDigest } from "@/lib/recorder/history/header-digest";
import { type MatchedCall, matchCall } from "@/lib/recorder/history/match-call";
import type { Caller } from "@/lib/recorder/history/walk-history";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import type { RecorderParts } from "@/lib/recorder/parts";
import { wishedArguments } from "@/lib/recorder/prompt/wished-arguments";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { SessionAddress } from "@/lib/recorder/session/session-address";
import { fitMessages } from "@/lib/text/prompt/fit-messages";
import type { CallRequest } from "@/lib/wire/protocol";

/** Where a call stands in its session's history. */
export interface PlacedCall {
  /** The call with its messages as the model is shown them. */
  readonly request: CallRequest;
  /** Digest of the head of the prompt: chains with another one are other trees. */
  readonly head: string;
  readonly caller: Caller;
  readonly matched: MatchedCall;
  readonly rewrites: readonly AcceptedRewrite[];
  /** What the client asked for that nothing here can do, by the names of request fields. */
  readonly withoutEffect: readonly string[];
}

/** Who calls which model in which session. */
interface Placing {
  readonly parts: RecorderParts;
  readonly served: ServedModel;
  readonly session: LiveSession;
  readonly address: SessionAddress;
}

/** Finds a call's place by its messages alone. Changes nothing. */
export function placeCall(
  { parts, served, session, address: { client, subAgent } }: Placing,
  request: CallRequest,
): PlacedCall {
  const fitted = fitMessages(request.messages, parts.model, {
    takeBillingLine: parts.settings.takeBillingLine,
  });
  const wished = wishedArguments(request.wishes, parts.model);
  const templateArguments = mergeWritten(wished.templateArguments, request.templateArguments);
  const model = served.from === "settings" ? null : served.name;
  const head = headerDigest({ ...request, messages: fitted.messages, templateArguments }, model);
  const { forgiven } = parts.settings;
  const caller = { matcher: session.settings.matcher, client, forgiven, subAgent };
  const matched = matchCall(session.tree, head, fitted.messages, caller);
  const rewrites = [...movedRewrites(fitted.rewrites, matched.leftOut), ...acceptedRewrites(matched)];
  return {
    request: { ...request, messages: matched.messages, templateArguments },
    head,
    caller,
    matched,
    rewrites,
    withoutEffect: [...request.toolsNotOffered.map((tool) => `tools.${tool}`), ...wished.withoutEffect],
  };
}
