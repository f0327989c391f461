import type { CallInput } from "@/lib/recorder/answer/call-input";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { withModel } from "@/lib/recorder/models/with-model";
import { buildPrompt } from "@/lib/recorder/prompt/build-prompt";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { SessionElsewhereError } from "@/lib/recorder/session/session-elsewhere-error";
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
  { parts: shared, sessions }: Pipeline,
  target: CallTarget,
  httpRequest: CallInput,
): Promise<Response> {
  try {
    const read = await readCall(shared.settings, target, httpRequest);
    const { headers } = httpRequest;
    const { sessionHints: hints, messages } = read.call;
    const named = { headers, pathSession: target.session, hints, messages };
    const address = await resolveSession(named, shared);
    const session = await sessions.find(sessionInput(address, shared.settings));
    const { parts, served } = await withModel({ parts: shared }, read.call.model, session.settings.model);
    const called = recallCall(read, session.tree);
    const { request, matched } = placeCall({ parts, served, session, address }, called);
    const prompt = await buildPrompt(request, matched.match, session, parts.model);
    return Response.json(target.protocol.formatCount(prompt.ids.length));
  } catch (error) {
    if (error instanceof SessionElsewhereError) throw error;
    return errorResponse(error, target.protocol);
  }
}
