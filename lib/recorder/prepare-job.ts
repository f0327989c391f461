import type { CallRequest, Protocol } from "@/lib/wire/protocol";
import { acceptedRewrites, sharedMessages } from "./accepted-rewrites";
import type { Auditor } from "./auditor";
import { auxiliaryKind } from "./auxiliary-rules";
import { buildPrompt } from "./build-prompt";
import type { CallInFlight } from "./call-in-flight";
import { contextRoom } from "./context-room";
import { fitMessages } from "./fit-messages";
import { headerDigest } from "./header-digest";
import type { Job } from "./job";
import type { LiveSession } from "./live-session";
import type { RecorderParts } from "./parts";
import { resolveSampling } from "./resolve-sampling";
import type { SessionAddress } from "./session-address";

interface Admitted {
  readonly parts: RecorderParts;
  readonly auditor: Auditor;
  readonly protocol: Protocol;
  readonly request: CallRequest;
  readonly address: SessionAddress;
  readonly session: LiveSession;
  readonly call: CallInFlight;
  readonly connection: AbortSignal;
}

/**
 * Routes an admitted call in its session's history, builds its prompt and settles how it is sampled.
 *
 * @throws TemplateError, CallError when the messages cannot be rendered or leave no room for an answer, or when the
 * session has no turn left.
 */
export async function prepareJob(admitted: Admitted): Promise<Job> {
  const { parts, session, call, address } = admitted;
  const fitted = fitMessages(admitted.request.messages, parts.model, {
    takeBillingLine: parts.settings.takeBillingLine,
  });
  const request = { ...admitted.request, messages: fitted.messages };
  const head = headerDigest(request);
  const { client, subAgent } = address;
  const match = session.tree.match(head, request.messages, {
    matcher: session.settings.matcher,
    client,
    subAgent,
  });
  await session.settleByEcho(match);
  const auxiliary = auxiliaryKind(request, parts.settings.auxiliary);
  const retryOf = session.tree.lostAnswerTo(head, match, request.messages);
  if (auxiliary === "none" && retryOf === null) session.takeTurn(call);
  const prompt = await buildPrompt(request, match, session, parts.model);
  const contextTokens = session.settings.max_context_tokens ?? parts.settings.contextTokens;
  const sampling = resolveSampling(request.sampling, session.settings.sampling_defaults, {
    maxNewTokens: parts.settings.maxNewTokens,
    room: contextRoom(prompt.ids.length, contextTokens),
  });
  return {
    ...admitted,
    request,
    head,
    match,
    promptMessages: sharedMessages(match, request.messages),
    rewrites: [...fitted.rewrites, ...acceptedRewrites(match, request.messages)],
    prompt,
    sampling,
    auxiliary,
    retryOf,
    promptMs: Date.now() - call.receivedAt,
  };
}
