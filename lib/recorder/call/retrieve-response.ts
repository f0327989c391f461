import { asNumber } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Turn } from "@/lib/core/recording/turn";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import { resolveSession } from "@/lib/recorder/session/resolve-session";
import { sessionInput } from "@/lib/recorder/session/session-input";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallReply } from "@/lib/wire/protocol";
import { offeredTools } from "@/lib/wire/responses/offered-tools";
import { answerKey } from "@/lib/wire/responses/recall-answer";
import { type AnsweredCall, responseObject } from "@/lib/wire/responses/response-object";
import { UnknownReferenceError } from "@/lib/wire/unknown-reference-error";
import type { CallTarget } from "./call-target";
import type { Pipeline } from "./pipeline";

const NO_HINTS = { metadataSessionId: null, user: null };

/**
 * `GET …/v1/responses/{id}`: an answer of the session's as it was given, from the recording. Leaves nothing.
 *
 * @throws UnknownReferenceError for an id that the session does not have, or whose client did not want it kept.
 */
export async function retrieveResponse(
  { parts, sessions }: Pipeline,
  target: CallTarget,
  id: string,
  { headers }: Pick<CallInput, "headers">,
): Promise<Response> {
  const call = { headers, pathSession: target.session, hints: NO_HINTS, messages: [] };
  const session = await sessions.find(sessionInput(await resolveSession(call, parts), parts.settings));
  const key = id.startsWith("resp_") ? answerKey(id) : null;
  const turn = key === null ? null : session.tree.turnOfKey(key);
  if (turn?.responseMessage == null || turn.responseState?.stored !== true) {
    throw new UnknownReferenceError(
      `${JSON.stringify(id)} is no response of this session that was to be kept`,
      "response_id",
      "response_not_found",
    );
  }
  const body = responseObject(
    await replyOf(id, turn, session, (await servedOf(turn, parts)).model),
    callOf(turn),
  );
  return new Response(stringifyJson(body), { headers: { "content-type": "application/json" } });
}

/** The model that sampled a turn; that of the settings where it is gone. */
async function servedOf({ served }: Turn, { models }: RecorderParts): Promise<ServedModel> {
  return (served && (await models.named(served.model))) ?? models.own;
}

async function replyOf(
  id: string,
  turn: Turn,
  session: LiveSession,
  model: LanguageModel,
): Promise<CallReply> {
  const told = turnFactsJson(turn);
  const prompt = await session.promptIds(turn.index);
  return {
    id,
    model: String(told.model),
    created: Math.floor(asNumber(told.received_at, "facts.received_at") / 1000),
    message: turn.responseMessage ?? { role: "assistant", content: "" },
    finishReason: turn.finishReason,
    matchedStop: turn.matchedStop,
    promptTokens: prompt.length,
    completionTokens: turn.outputIds.length,
    reasoningTokens: model.countReasoning(turn.outputIds, turn.responseMessage),
    tokenIds: null,
    cachedTokens: turn.engine?.cachedTokens ?? null,
    logProbs: null,
  };
}

function callOf({ request, responseState, sampling, tools, toolChoice, promptMessages }: Turn): AnsweredCall {
  const facts = request ?? {};
  return {
    facts,
    responseState,
    repeated: {
      instructions: responseState?.instructed ? (promptMessages[0]?.content ?? null) : null,
      tools: offeredTools(tools ?? [], facts),
      tool_choice: choiceOf(toolChoice),
      text: facts.text ?? { format: { type: "text" } },
      reasoning: facts.reasoning ?? { effort: null, summary: null },
      top_logprobs: facts.top_logprobs ?? 0,
    },
    sampling: {
      maxTokens: sampling?.maxNewTokens ?? null,
      temperature: sampling?.temperature ?? null,
      topP: sampling?.topP ?? null,
    },
  };
}

/** A tool choice as the Responses API spells it: it is kept as Chat Completions does. */
function choiceOf(choice: JsonValue): JsonValue {
  const named = choice !== null && isObject(choice) ? choice.function : null;
  return named != null && isObject(named) ? { type: "function", ...named } : (choice ?? "auto");
}
