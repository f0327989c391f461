import { errorResponse } from "@/lib/recorder/edge/error-response";
import { buildPrompt } from "@/lib/recorder/prompt/build-prompt";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { sessionInput } from "@/lib/recorder/session/session-input";
import type { CallTarget } from "./call-target";
import type { Pipeline } from "./pipeline";
import { placeCall } from "./place-call";
import { readCall } from "./read-call";
import { recallCall } from "./recall-call";

/**
 * `POST …/v1/messages/count_tokens` and `…/v1/responses/input_tokens`: how many tokens the prompt of this call would
 * take now, grafted on what its session holds as the call itself would be. Leaves nothing, not even a session.
 */
export async function countTokens(
  { parts, sessions }: Pipeline,
  target: CallTarget,
  httpRequest: Request,
): Promise<Response> {
  try {
    const read = await readCall(parts.settings, target, httpRequest);
    const { headers } = httpRequest;
    const { sessionHints: hints, messages } = read.call;
    const named = { headers, pathSession: target.session, hints, messages };
    const address = await resolveSession(named, parts);
    const session = await sessions.find(sessionInput(address, parts.settings));
    const { request, matched } = placeCall(parts, session, address, recallCall(read, session.tree));
    const prompt = await buildPrompt(request, matched.match, session, parts.model);
    return Response.json(target.protocol.formatCount(prompt.ids.length));
  } catch (error) {
    return errorResponse(error, target.protocol);
  }
}
