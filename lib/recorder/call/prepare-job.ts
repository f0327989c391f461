import { buildPrompt } from "@/lib/recorder/prompt/build-prompt";
import { contextRoom } from "@/lib/recorder/prompt/context-room";
import { resolveSampling } from "@/lib/recorder/prompt/resolve-sampling";
import type { Job } from "./job";
import { type Admitted, routeCall } from "./route-call";

/**
 * Routes an admitted call, builds its prompt and settles how it is sampled.
 *
 * @throws TemplateError, CallError when the messages cannot be rendered or leave no room for an answer, or when the
 * session has no turn left.
 */
export async function prepareJob(admitted: Admitted): Promise<Job> {
  const routed = await routeCall(admitted);
  const { parts, session, call, request } = routed;
  const prompt = await buildPrompt(request, routed.match, session, parts.model);
  const contextTokens = session.settings.max_context_tokens ?? parts.settings.contextTokens;
  const sampling = resolveSampling(request.sampling, session.settings.sampling_defaults, {
    maxNewTokens: parts.settings.maxNewTokens,
    room: contextRoom(prompt.ids.length, contextTokens),
  });
  return { ...routed, prompt, sampling, promptMs: Date.now() - call.receivedAt };
}
