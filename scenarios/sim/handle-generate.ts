import type { ServerResponse } from "node:http";
import { errorMessage } from "@/lib/core/base/error-message";
import { parseJson } from "@/lib/core/json/parse-json";
import { type ChosenAnswer, chooseAnswer } from "./choose-answer";
import { DECISIVE_BIAS, type GenerateWireRequest, generateRequestSchema } from "./generate-request";
import { constrainedText } from "./grammar/constrained-text";
import { sendFailure, sendJson, sendText } from "./http-reply";
import { planSampling, type SamplingPlan } from "./plan-sampling";
import { replyFrame } from "./reply-frame";
import { type GenerationStep, runGeneration } from "./run-generation";
import { type SimAnswer, simAnswerSchema } from "./sim-answer";
import type { SimState } from "./sim-state";
import type { SimVocabulary } from "./vocabulary";
import { WeightLog } from "./weight-log";

/** `POST /generate`: reads the request as SGLang does, samples, and replies whole or as a stream. */
export async function handleGenerate(state: SimState, body: string, response: ServerResponse): Promise<void> {
  const request = parseGenerate(body, response);
  if (request === null) return;
  const requestId = request.rid ?? state.nextRequestId();
  const refusal = refuse(state, request, requestId);
  if (refusal !== null) return sendFailure(response, 400, refusal, request.stream);
  const rest = state.cuts.restOf(request.input_ids, request.sampling_params.max_new_tokens);
  let chosen: ChosenAnswer;
  try {
    chosen = rest === null ? answerFor(state, request) : GOES_ON;
  } catch (error) {
    return sendFailure(response, 400, errorMessage(error), request.stream);
  }
  const { answer, text } = chosen;
  if (answer.fault?.kind === "status") {
    return sendFailure(response, answer.fault.status, answer.fault.message, false);
  }
  if (answer.fault?.kind === "garbage") return sendText(response, 200, answer.fault.body);
  const seed = favouredId(request) === null ? state.nextSeed() : 0;
  const plan = rest ?? planSampling(request, text, answer, state.vocabulary, seed);
  const abort = new AbortController();
  state.running.set(requestId, abort);
  response.on("close", () => abort.abort());
  const startedAt = Date.now();
  try {
    const weights = new WeightLog((position) => versionAt(state, answer, position), answer.weights_short_by);
    const play = { state, request, requestId, answer, plan, startedAt, response, weights };
    const hold = () => state.hold(requestId, abort.signal);
    const whilePaused = () => state.whilePaused(abort.signal);
    for await (const step of runGeneration(request, plan, answer, abort.signal, hold, whilePaused)) {
      playStep(play, step);
    }
  } finally {
    state.running.delete(requestId);
  }
}

/** A generation that is gone on with has nothing to be chosen. */
const GOES_ON: ChosenAnswer = { heard: "", text: "", answer: simAnswerSchema.parse({}) };

/** A probe, which forces an id, gets that id and takes nothing from what was prepared for others. */
function answerFor(state: SimState, request: GenerateWireRequest): ChosenAnswer {
  const forced = favouredId(request);
  if (forced === null) {
    const { vocabulary, script, answerTo } = state;
    const chosen = chooseAnswer(request.input_ids, vocabulary, state.queued.shift(), script, answerTo);
    return withinGrammar(chosen, request, vocabulary);
  }
  const stops = forced === state.vocabulary.special.get("<|im_end|>");
  return {
    heard: "",
    text: "",
    answer: simAnswerSchema.parse(stops ? { ids: [] } : { ids: [forced], stop: "none" }),
  };
}

/** The answer that was chosen, or another where the request's grammar does not allow it. */
function withinGrammar(
  { text, answer, heard }: ChosenAnswer,
  request: GenerateWireRequest,
  vocabulary: SimVocabulary,
): ChosenAnswer {
  const said = answer.ids === undefined ? text : vocabulary.decode(answer.ids);
  const wanted = said.repeat(answer.repeat);
  const allowed = constrainedText(request, wanted, heard);
  if (allowed === wanted) return { text, answer, heard };
  return { text: allowed, answer: { ...answer, ids: undefined, repeat: 1 }, heard };
}

function versionAt(
  state: SimState,
  { weights_change: change, weight_version: version }: SimAnswer,
  position: number,
): string {
  if (change !== undefined && position >= change.after_tokens) return change.version;
  return version ?? state.weightVersion;
}

interface Play {
  readonly state: SimState;
  readonly request: GenerateWireRequest;
  readonly requestId: string;
  readonly answer: SimAnswer;
  readonly plan: SamplingPlan;
  readonly startedAt: number;
  readonly response: ServerResponse;
  readonly weights: WeightLog;
  /** Output positions already sent, for incremental frames. */
  sent?: number;
}

function playStep(play: Play, step: GenerationStep): void {
  const { response, request } = play;
  if (step.type === "silence") {
    if (request.stream && !response.headersSent)
      response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    return;
  }
  if (step.type === "tokens" || step.type === "end") play.weights.note(step.to);
  const isCut = step.type === "end" ? step.finish.type === "abort" : step.type === "hang_up";
  if (isCut)
    play.state.cuts.note(request.input_ids, play.plan, step.type === "end" ? step.to : (play.sent ?? 0));
  if (step.type === "hang_up") {
    response.destroy();
    return;
  }
  if (step.type === "end" && favouredId(request) === null) play.state.record(play, step.to, step.finish);
  if (response.destroyed) return;
  const failed = step.type === "end" && step.finish.type === "abort" && step.finish.status_code !== null;
  if (failed && !request.stream) {
    sendFailure(response, step.finish.status_code ?? 500, step.finish.message, false);
    return;
  }
  const lastIdOnly = step.type === "end" && step.lastIdOnly;
  const from = lastIdOnly ? Math.max(step.to - 1, 0) : play.state.incremental ? (play.sent ?? 0) : 0;
  const finish = step.type === "end" ? step.finish : null;
  const { vocabulary, weightVersion } = play.state;
  const frame = replyFrame({ ...play, vocabulary, weightVersion, from, to: step.to, finish });
  play.sent = step.to;
  if (!request.stream) {
    sendJson(response, 200, frame);
    return;
  }
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(`data: ${JSON.stringify(frame)}\n\n`);
  if (step.type === "end") response.end("data: [DONE]\n\n");
}

/** Parses a body; on a bad one it answers as SGLang would and returns null. */
function parseGenerate(body: string, response: ServerResponse): GenerateWireRequest | null {
  let json: unknown;
  try {
    json = parseJson(body);
  } catch {
    sendJson(response, 400, badRequest("There was an error parsing the body"));
    return null;
  }
  const parsed = generateRequestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === "unrecognized_keys") sendJson(response, 400, { error: unexpected(issue.keys) });
  else sendJson(response, 400, badRequest(`${issue?.path.join(".")}: ${issue?.message}`));
  return null;
}

/** Python's words for a keyword that a function does not take. */
function unexpected(keys: readonly string[]): string {
  return `SamplingParams.__init__() got an unexpected keyword argument '${keys[0]}'`;
}

function badRequest(message: string): unknown {
  return { object: "error", message, type: "Bad Request", param: null, code: 400 };
}

function refuse(state: SimState, request: GenerateWireRequest, requestId: string): string | null {
  const tokens = request.input_ids.length;
  const context = state.contextTokens;
  if (tokens === 0) return "input_ids cannot be empty.";
  if (state.running.has(requestId)) return `Duplicate request ID detected: ${requestId}`;
  if (tokens >= context) {
    return `The input (${tokens} tokens) is longer than the model's context length (${context} tokens).`;
  }
  const total = tokens + request.sampling_params.max_new_tokens;
  if (total <= context) return null;
  return (
    `Requested token count exceeds the model's maximum context length of ${context} tokens. ` +
    `You requested a total of ${total} tokens: ${tokens} tokens from the input messages and ` +
    `${request.sampling_params.max_new_tokens} tokens for the completion.`
  );
}

/** The id that a request's logit bias forces; null when it forces none. Clients probe an engine that way. */
function favouredId({ sampling_params: { logit_bias: bias } }: GenerateWireRequest): number | null {
  const forced = Object.entries(bias ?? {}).find(([, value]) => value >= DECISIVE_BIAS);
  return forced === undefined ? null : Number(forced[0]);
}
