import { searchQuery } from "@/lib/core/side-calls/web-search-rule";
import type { Answer } from "@/lib/recorder/answer/answer";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import { UNSAMPLED_ANSWER } from "@/lib/recorder/answer/unsampled-answer";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { effectHeaders } from "@/lib/recorder/edge/effect-headers";
import { NO_LIMITS } from "@/lib/recorder/prompt/answer-limits";
import { resolveSampling } from "@/lib/recorder/prompt/resolve-sampling";
import { searchReply } from "@/lib/wire/anthropic/search-reply";
import type { CallRequest } from "@/lib/wire/protocol";
import { refuseServerTools } from "@/lib/wire/shared/refuse-server-tools";
import type { Job } from "./job";
import { recordTurn } from "./record-turn";
import { type Admitted, routeCall } from "./route-call";
import { settleDelivery } from "./settle-delivery";

const TEXT = "Web search is not available here: no search was made, and there are no results.";

/** Of a call that the reader let through with no tool but those of a provider's servers: it asks for a search. */
export function isSearch({ tools, toolsNotOffered }: CallRequest): boolean {
  return tools.length === 0 && toolsNotOffered.length > 0;
}

/**
 * Answers Claude Code's side call for a web search without results. A model that is not told of the tool would make
 * results up, and the agent would take them for found. The call is recorded as a turn of which nothing was sampled.
 *
 * @throws RequestError where the rule that tells the call is switched off.
 */
export async function answerSearch(admitted: Admitted): Promise<Response> {
  const routed = await routeCall(admitted);
  const { request, session, call } = routed;
  if (routed.told.kind !== "web_search") refuseServerTools(request.toolsNotOffered, request.tools);
  const { sampling_defaults } = session.settings;
  const { maxNewTokens, contextTokens } = routed.parts.settings;
  const job: Job = {
    ...routed,
    prompt: {
      ids: new Int32Array(),
      messageStarts: new Int32Array(),
      generationStart: 0,
      build: "engine",
      scaffolds: [],
      rewrites: [],
      anchor: null,
      expertsHeld: 0,
      refusal: null,
    },
    sampling: resolveSampling(request.sampling, sampling_defaults, { maxNewTokens, room: contextTokens }),
    limits: NO_LIMITS,
    promptMs: 0,
  };
  const { turn } = await recordTurn(job, NOTHING_SAMPLED, "pending");
  const search = {
    id: mintReplyId(request.protocol, call.key),
    model: request.model,
    query: searchQuery(request),
    text: TEXT,
  };
  const body = routed.connection.openReply(() => call.abort(new ClientGoneError()));
  body.send(searchReply(search, request.stream));
  body.end({ session: session.input.id, turn });
  void settleDelivery(session, call, turn, body);
  return body.respond({
    headers: {
      "content-type": request.stream ? "text/event-stream; charset=utf-8" : "application/json",
      "x-turntree-session": session.input.id,
      "x-turntree-turn": String(turn),
      ...effectHeaders(routed.withoutEffect),
    },
  });
}

const NOTHING_SAMPLED: Answer = {
  ...UNSAMPLED_ANSWER,
  message: { role: "assistant", content: TEXT },
  unproven: "no_token_ids",
};
