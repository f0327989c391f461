import { standsAt } from "@/lib/core/base/stands-at";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { Engine, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import type { LanguageModel, OutputDelta, ParsedOutput } from "@/lib/text/language-model";
import type { ReplyDelta } from "@/lib/wire/protocol";
import type { Answer } from "./answer";
import { cutAtStopString } from "./cut-at-stop-string";
import { mintToolCallId } from "./mint-ids";
import { withOneCall } from "./one-call";

interface AnswerSampling {
  readonly request: GenerateRequest;
  readonly stopStrings: readonly string[];
  /** The declared tools: in some layouts they tell text from numbers. */
  readonly tools: readonly JsonValue[];
  /** The client can take one tool call and no more. */
  readonly oneCall: boolean;
  readonly engine: Engine;
  readonly model: LanguageModel;
}

/** What was received of a generation when it ended or broke off. */
interface Received {
  readonly ids: Int32Array;
  readonly generation: GenerationEvent | null;
  readonly broken: Error | null;
  readonly firstTokenMs: number | null;
  readonly engineMs: number;
}

/** Deltas as the client is shown them: calls with their ids, and not those that it cannot take. */
function shownDeltas(deltas: readonly OutputDelta[], { request, oneCall }: AnswerSampling): ReplyDelta[] {
  return deltas.flatMap((delta): ReplyDelta[] => {
    if (delta.type !== "tool_call") return [delta];
    if (oneCall && delta.index > 0) return [];
    return [{ ...delta, call: { ...delta.call, id: mintToolCallId(request.requestId, delta.index) } }];
  });
}

/** The engine's events, with what had arrived when it broke off; throws only when nothing had. */
async function* receive(
  engine: Engine,
  request: GenerateRequest,
): AsyncGenerator<readonly number[], Received> {
  const started = performance.now();
  const ids: number[] = [];
  let firstTokenMs: number | null = null;
  let generation: GenerationEvent | null = null;
  let broken: Error | null = null;
  try {
    for await (const event of engine.generate(request)) {
      firstTokenMs ??= performance.now() - started;
      if (event.type === "generation") generation = event;
      else {
        for (const id of event.ids) ids.push(id);
        yield event.ids;
      }
    }
  } catch (error) {
    const hasNothing = ids.length === 0 && (generation?.outputIds.length ?? 0) === 0;
    if (hasNothing || !(error instanceof Error)) throw error;
    broken = error;
  }
  // An engine told to abort may still say what it had, with log-probs; that ends the call no better.
  if (generation?.finishReason === "abort") broken = whyAborted(request.signal, generation);
  if (broken !== null && generation?.outputIds.length === 0) throw broken;
  const outputIds = generation?.outputIds ?? Int32Array.from(ids);
  return { ids: outputIds, generation, broken, firstTokenMs, engineMs: performance.now() - started };
}

/** The client left, the session closed, or somebody else told the engine to, as trainers do before new weights. */
function whyAborted({ aborted, reason }: AbortSignal, { facts }: GenerationEvent): Error {
  if (aborted) return reason instanceof Error ? reason : new ClientGoneError();
  const words = typeof facts.abort_message === "string" ? `: ${facts.abort_message}` : "";
  return new EngineError("failed", `The engine broke off its answer${words}`);
}

/**
 * Runs one generation. Yields what of the answer is safe to show while the model still samples, and returns the whole
 * of it; whoever does not stream drops the deltas, so that both ways give the same message.
 *
 * A generation that breaks off after its first id is returned with what was sampled and why it broke.
 *
 * @throws EngineError, or the signal's reason, when nothing was sampled.
 */
export async function* sampleAnswer(sampling: AnswerSampling): AsyncGenerator<readonly ReplyDelta[], Answer> {
  const { request, model, stopStrings } = sampling;
  // A stop string can begin in one delta and end in another, so nothing is shown before the end is known.
  const holdsBack = stopStrings.length > 0;
  const reader = model.openReader(request.promptIds, sampling.tools);
  const shown: number[] = [];
  const events = receive(sampling.engine, request);
  let step = await events.next();
  for (; !step.done; step = await events.next()) {
    if (holdsBack) continue;
    for (const id of step.value) shown.push(id);
    yield shownDeltas(reader.push(step.value), sampling);
  }
  const received = step.value;
  const cut = cutAtStopString(received.ids, stopStrings, model);
  const ids = cut === null ? received.ids : received.ids.slice(0, cut.keptIds);
  const deltasHold = standsAt(shown, ids);
  if (!deltasHold || cut !== null) {
    const parsed = withoutStop(model.parse(ids, request.promptIds, sampling.tools), cut?.stop ?? null);
    if (deltasHold) yield shownDeltas(wholeDeltas(parsed), sampling);
    return answerOf(received, ids, parsed, { deltasHold, stop: cut?.stop ?? null, sampling });
  }
  yield shownDeltas(reader.push(Array.from(ids.subarray(shown.length))), sampling);
  const { deltas, parsed } = reader.finish();
  // What is held back may be the beginning of a tool call; nobody is shown half of one because the rest is missing.
  if (received.broken === null) yield shownDeltas(deltas, sampling);
  return answerOf(received, ids, parsed, { deltasHold, stop: null, sampling });
}

function withoutStop(parsed: ParsedOutput, stop: string | null): ParsedOutput {
  if (stop === null) return parsed;
  const before = (text: string) => (text.includes(stop) ? text.slice(0, text.indexOf(stop)) : text);
  return {
    ...parsed,
    content: before(parsed.content),
    reasoning: parsed.reasoning === null ? null : before(parsed.reasoning),
  };
}

function wholeDeltas(parsed: ParsedOutput): OutputDelta[] {
  return [
    ...(parsed.reasoning === null ? [] : [{ type: "reasoning" as const, text: parsed.reasoning }]),
    ...(parsed.content === "" ? [] : [{ type: "content" as const, text: parsed.content }]),
    ...parsed.toolCalls.map((call, index) => ({ type: "tool_call" as const, index, call })),
  ];
}

function answerOf(
  received: Received,
  ids: Int32Array,
  parsed: ParsedOutput,
  end: { readonly deltasHold: boolean; readonly stop: string | null; readonly sampling: AnswerSampling },
): Answer {
  const { generation, broken } = received;
  const whole = answerMessage(parsed, end.sampling.request.requestId);
  const { message, withheld } = end.sampling.oneCall ? withOneCall(whole) : { message: whole, withheld: 0 };
  const cut = received.ids.length - ids.length;
  const logProbs = generation?.logProbs ?? null;
  return {
    outputIds: ids,
    logProbs: logProbs === null ? null : logProbs.slice(0, ids.length),
    logProbSemantics: generation?.logProbSemantics ?? "unknown",
    message,
    illFormed: parsed.illFormed,
    finishReason:
      brokenReason(broken) ?? (end.stop === null ? (generation?.finishReason ?? "error") : "stop"),
    matchedStop: end.stop ?? generation?.matchedStop ?? null,
    enginePromptTokens: generation?.promptTokens ?? null,
    promptIdsAgree: generation?.promptIdsAgree ?? true,
    cachedTokens: generation?.cachedTokens ?? null,
    weightVersion: generation?.weightVersion ?? null,
    withheldCalls: withheld,
    engineFacts: {
      ...generation?.facts,
      log_probs_returned: generation?.logProbCount ?? 0,
      ...(cut === 0 ? {} : { ids_after_stop_string: cut }),
    },
    broken,
    deltasHold: end.deltasHold,
    firstTokenMs: received.firstTokenMs,
    engineMs: received.engineMs,
  };
}

function brokenReason(broken: Error | null): "abort" | "error" | null {
  if (broken === null) return null;
  return broken.name === "EngineError" ? "error" : "abort";
}

/** The canonical message of an answer, its tool calls given the ids under which the client will see them. */
function answerMessage(parsed: ParsedOutput, callKey: string): Message {
  const calls = parsed.toolCalls.map((call, index) => ({ ...call, id: mintToolCallId(callKey, index) }));
  return {
    role: "assistant",
    content: parsed.content,
    ...(parsed.reasoning === null ? {} : { reasoning_content: parsed.reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}
