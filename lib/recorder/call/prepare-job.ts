import type { Sampling } from "@/lib/engine/engine";
import { CallError } from "@/lib/recorder/edge/call-error";
import { buildPrompt } from "@/lib/recorder/prompt/build-prompt";
import type { BuiltPrompt } from "@/lib/recorder/prompt/built-prompt";
import { limitAnswer } from "@/lib/recorder/prompt/limit-answer";
import { resolveSampling } from "@/lib/recorder/prompt/resolve-sampling";
import type { Job } from "./job";
import { type Admitted, type Routed, routeCall } from "./route-call";

/**
 * Routes an admitted call, builds its prompt and settles how it is sampled.
 *
 * @throws RequestError for a wish that cannot be met; TemplateError, CallError when the messages cannot be rendered or leave no room for an answer, or when the
 * session has no turn left.
 */
export async function prepareJob(admitted: Admitted): Promise<Job> {
  const routed = await routeCall(admitted);
  const { parts, session, call, request, address } = routed;
  const prompt = await buildPrompt(request, routed.match, session, parts.model);
  const limits = limitAnswer(request, parts.model, address.oneCall, prompt.ids);
  call.promptIds = prompt.ids;
  const sampling = await roomySampling(routed, prompt);
  const ignored = (await parts.engine.ignores?.(sampling)) ?? [];
  const withoutEffect = [...routed.withoutEffect, ...ignored];
  return { ...routed, withoutEffect, prompt, sampling, limits, promptMs: Date.now() - call.receivedAt };
}

/**
 * How a call is sampled within the context that its engine serves now.
 *
 * @throws CallError when the prompt leaves no room for an answer.
 */
export async function roomySampling(
  { parts, session, request, served }: Routed,
  prompt: Pick<BuiltPrompt, "ids">,
): Promise<Sampling> {
  const contextTokens = Math.min(
    await served.context.tokens(),
    session.settings.max_context_tokens ?? Infinity,
  );
  return resolveSampling(request.sampling, session.settings.sampling_defaults, {
    maxNewTokens: parts.settings.maxNewTokens,
    room: contextRoom(prompt.ids.length, contextTokens),
  });
}

/**
 * How many tokens the context still holds after a prompt.
 *
 * @throws CallError with the protocol's context error, on which clients compact their history.
 */
function contextRoom(promptTokens: number, contextTokens: number): number {
  const room = contextTokens - promptTokens;
  if (room > 0) return room;
  throw new CallError({
    status: 400,
    kind: "context_full",
    message: `This model's maximum context length is ${contextTokens} tokens, and the messages take ${promptTokens}.`,
    param: "messages",
  });
}
