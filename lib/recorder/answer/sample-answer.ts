import { standsAt } from "@/lib/core/base/stands-at";
import type { EvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import type { Message } from "@/lib/core/message/message";
import type { Engine, GenerateRequest, GenerationEvent, TopLogProbs } from "@/lib/engine/engine";
import { likeliestTokens } from "@/lib/engine/likeliest-tokens";
import type { OutputDelta, ParsedOutput } from "@/lib/text/language-model";
import type { ReplyDelta } from "@/lib/wire/protocol";
import type { Answer } from "./answer";
import { answerEvidence } from "./answer-evidence";
import { AnswerReader, type AnswerReading, type ReadAnswer } from "./answer-reader";
import { mintToolCallId } from "./mint-ids";
import { proveSampled } from "./prove-sampled";
import { type ReceivedGeneration, receiveGeneration } from "./receive-generation";
import { sampledWeights } from "./sampled-weights";

interface AnswerSampling extends Omit<AnswerReading, "promptIds"> {
  readonly request: GenerateRequest;
  readonly engine: Engine;
  /** How many of the likeliest tokens the client is told; the engine may be asked for more. */
  readonly topLogProbs: number;
  readonly evidence: EvidenceSettings;
}

/** A part of an answer that may be shown, and ids that belong to the answer whatever comes. Others follow with its end. */
export interface SampledPart {
  readonly ids: readonly number[];
  readonly deltas: readonly ReplyDelta[];
}

/** Deltas as the client is shown them: calls with their ids. */
function shownDeltas(deltas: readonly OutputDelta[], { request }: AnswerSampling): ReplyDelta[] {
  return deltas.map((delta): ReplyDelta => {
    if (delta.type !== "tool_call") return delta;
    return { ...delta, call: { ...delta.call, id: mintToolCallId(request.requestId, delta.index) } };
  });
}

/**
 * Runs one generation. Yields the parts of the answer that are safe to show while the model still samples, and returns
 * the whole of it. A call that does not stream drops the deltas, so both ways give the same message. A stop string of
 * the client's ends the answer, and the work at the engine, as soon as it stands in visible text; so does the
 * only call that a client takes. Engines are never sent stop strings: they would match on text of their own making.
 *
 * A generation that breaks off after its first id is returned with its ids and the reason why it broke.
 *
 * @throws EngineError, or the signal's reason, when nothing was sampled.
 */
export async function* sampleAnswer(sampling: AnswerSampling): AsyncGenerator<SampledPart, Answer> {
  const { engine, request } = sampling;
  const reading = { ...sampling, promptIds: request.promptIds };
  const reader = new AnswerReader(reading);
  const ending = new AbortController();
  const stream = request.stream === true || reader.watches;
  const events = receiveGeneration(engine, { ...request, stream }, ending.signal);
  let step = await events.next();
  for (; !step.done; step = await events.next()) {
    const before = reader.readIds.length;
    const deltas = reader.push(step.value);
    if (reader.isOver) ending.abort();
    // What ends a watched answer may stand before the last id that was read.
    const ids = reader.watches ? [] : reader.readIds.slice(before);
    yield { ids, deltas: shownDeltas(deltas, sampling) };
  }
  const received = step.value;
  const deltasHold = standsAt(reader.readIds, received.ids);
  const last = deltasHold ? reader : new AnswerReader(reading);
  const rest = last.push(received.ids.subarray(last.readIds.length));
  const read = last.finish();
  if (deltasHold) {
    yield { ids: [], deltas: shownDeltas(rest, sampling) };
    // Text held back may be the beginning of a tool call. Half of a call is never shown because the rest is missing.
    if (received.broken === null) yield { ids: [], deltas: shownDeltas(read.deltas, sampling) };
  }
  return answerOf(received, read, deltasHold, sampling);
}

function answerOf(
  received: ReceivedGeneration,
  { parsed, cut }: ReadAnswer,
  deltasHold: boolean,
  { request, topLogProbs, evidence: asked }: AnswerSampling,
): Answer {
  const { generation, broken } = received;
  const keptIds = cut?.keptIds ?? received.ids.length;
  const past = received.ids.length - keptIds;
  const told = { spans: generation?.weightSpans ?? null, version: generation?.weightVersion ?? null };
  const place = { promptTokens: request.promptIds.length, kept: keptIds };
  const evidence = answerEvidence(generation, asked, place);
  const weights = sampledWeights(told, {
    received: received.ids.length,
    kept: keptIds,
    asked: asked.weights,
  });
  return {
    outputIds: received.ids.slice(0, keptIds),
    logProbs: generation?.logProbs?.slice(0, keptIds) ?? null,
    topLogProbs: toldTokens(generation, keptIds, topLogProbs),
    logProbSemantics: generation?.logProbSemantics ?? "unknown",
    message: answerMessage(parsed, request.requestId),
    illFormed: parsed.illFormed,
    finishReason: brokenReason(broken) ?? (cut === null ? (generation?.finishReason ?? "error") : "stop"),
    matchedStop: cut === null ? (generation?.matchedStop ?? null) : cut.stop,
    enginePromptTokens: generation?.promptTokens ?? null,
    promptIdsAgree: generation?.promptIdsAgree ?? null,
    ...proveSampled(received, request.sampling.maxNewTokens),
    unreadReply: null,
    cachedTokens: generation?.cachedTokens ?? null,
    ...weights,
    evidence: evidence.blobs,
    segments: firstSegments(generation, keptIds),
    engineFacts: {
      ...generation?.facts,
      ...(evidence.faults.length === 0 ? {} : { unfit_evidence: evidence.faults }),
      log_probs_returned: generation?.logProbCount ?? 0,
      ...(past === 0 ? {} : { ids_after_its_end: past }),
    },
    broken,
    deltasHold,
    firstTokenMs: received.firstTokenMs,
    engineMs: received.engineMs,
  };
}

/** The requests that gave the ids that are kept; null where it was one. */
function firstSegments(generation: GenerationEvent | null, keptIds: number): Answer["segments"] {
  if (!generation?.segments) return null;
  const kept = generation.segments.filter(({ start }) => start < keptIds);
  return kept.map((segment) => ({ ...segment, end: Math.min(segment.end, keptIds) }));
}

/** As many of the likeliest tokens as were asked for, at each position that is kept. */
function toldTokens(generation: GenerationEvent | null, keptIds: number, count: number): TopLogProbs | null {
  if (count === 0 || !generation?.topLogProbs) return null;
  return generation.topLogProbs.slice(0, keptIds).map((tokens) => likeliestTokens(tokens, count));
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
