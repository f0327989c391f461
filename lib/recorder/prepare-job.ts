import type { CallRequest, Protocol } from "@/lib/wire/protocol";
import { renderPrompt } from "./build-prompt";
import type { CallInFlight } from "./call-in-flight";
import { contextRoom } from "./context-room";
import type { Job } from "./job";
import type { LiveSession } from "./live-session";
import type { RecorderParts } from "./parts";
import { resolveSampling } from "./resolve-sampling";
import type { SessionAddress } from "./session-address";

interface Admitted {
  readonly parts: RecorderParts;
  readonly protocol: Protocol;
  readonly request: CallRequest;
  readonly address: SessionAddress;
  readonly session: LiveSession;
  readonly call: CallInFlight;
  readonly connection: AbortSignal;
}

/**
 * Builds the prompt of an admitted call and settles how it is sampled.
 *
 * @throws TemplateError, CallError when the messages cannot be rendered or leave no room for an answer.
 */
export function prepareJob(admitted: Admitted): Job {
  const { parts, request, session, call } = admitted;
  const prompt = renderPrompt(request, parts.model);
  const contextTokens = session.settings.max_context_tokens ?? parts.settings.contextTokens;
  const sampling = resolveSampling(request.sampling, session.settings.sampling_defaults, {
    maxNewTokens: parts.settings.maxNewTokens,
    room: contextRoom(prompt.ids.length, contextTokens),
  });
  return {
    ...admitted,
    prompt,
    sampling,
    retryOf: session.retryOf(prompt.ids),
    promptMs: Date.now() - call.receivedAt,
  };
}
