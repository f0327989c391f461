import type { Engine, EngineEvent, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure, failureKind } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { type EngineCall, openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { readEngineEvents } from "@/lib/engine/read-engine-events";
import { refuseErrorFrame } from "@/lib/engine/refuse-error-frame";
import { SglangAccumulator } from "./sglang-accumulator";
import { readSglangFrame, type SglangFrame } from "./sglang-frame";
import { sglangHealth } from "./sglang-health";
import { sglangRequest } from "./sglang-request";

/** How long the engine may take to acknowledge an abort, in ms. */
const ABORT_PATIENCE = 10_000;

/** How long a request that was aborted may take to say what it had sampled, in ms. */
const LAST_WORDS_MS = 1_000;

/** SGLang's native protocol, and the simulated engine, which speaks it too. */
export function createSglangEngine(name: "sglang" | "sim", options: EngineOptions): Engine {
  const { url } = options;
  return {
    name,
    url,
    generate: (request) => generate(options, request),
    health: (signal) => sglangHealth(options, signal),
  };
}

async function* generate(
  options: EngineOptions,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  request.signal.throwIfAborted();
  const connection = new AbortController();
  let over = false;
  const leave = () => {
    over = true;
    abort(options, request.requestId);
    setTimeout(() => connection.abort(), LAST_WORDS_MS).unref();
  };
  request.signal.addEventListener("abort", leave, { once: true });
  try {
    const call = await openEngineCall({
      url: `${options.url}/generate`,
      method: "POST",
      headers: { ...engineHeaders(options), "x-smg-routing-key": request.routingKey },
      body: sglangRequest(request),
      signal: connection.signal,
      silenceMs: options.silenceMs,
    });
    if (call.status !== 200) throw await failureOf(call);
    for await (const event of readReply(call)) {
      over ||= event.type === "generation";
      yield event;
    }
  } catch (error) {
    over ||= error instanceof EngineError && (error.kind === "unreachable" || error.status !== null);
    throw request.signal.aborted ? request.signal.reason : error;
  } finally {
    request.signal.removeEventListener("abort", leave);
    if (!over) leave();
  }
  request.signal.throwIfAborted();
}

async function failureOf(call: EngineCall): Promise<EngineError> {
  return engineFailure(call.status, await call.text());
}

async function* readReply(call: EngineCall): AsyncGenerator<EngineEvent, void, undefined> {
  const accumulator = new SglangAccumulator();
  if (!call.contentType.startsWith("text/event-stream")) {
    const frame = readSglangFrame(parseEngineJson(await call.text()));
    accumulator.add(frame);
    yield generationOf(frame, accumulator);
    return;
  }
  let last: SglangFrame | null = null;
  for await (const data of readEngineEvents(call)) {
    last = readSglangFrame(refuseErrorFrame(parseEngineJson(data), data));
    const ids = accumulator.add(last);
    if (ids.length > 0) yield { type: "tokens", ids };
  }
  if (!last?.meta_info.finish_reason) {
    throw new EngineError("unreachable", "The engine's stream ended before its answer did.");
  }
  yield generationOf(last, accumulator);
}

function generationOf(frame: SglangFrame, accumulator: SglangAccumulator): GenerationEvent {
  const meta = frame.meta_info;
  const finish = meta.finish_reason;
  if (!finish) throw new EngineError("garbage", "The engine's reply names no finish_reason.");
  if (finish.matched === "NaN happened") {
    throw new EngineError("failed", "The engine's logits turned into NaN; the last token was not sampled.");
  }
  if (finish.type === "abort" && finish.status_code) {
    const words = finish.message ?? "The engine aborted the request.";
    throw new EngineError(failureKind(finish.status_code, words), words, finish.status_code);
  }
  const { matched } = finish;
  return {
    type: "generation",
    outputIds: Int32Array.from(accumulator.ids),
    logProbs: accumulator.logProbs(),
    logProbCount: accumulator.entryCount,
    logProbSemantics: "temperature_scaled",
    finishReason: finish.type,
    matchedStop: typeof matched === "number" || typeof matched === "string" ? matched : null,
    promptTokens: meta.prompt_tokens ?? null,
    cachedTokens: meta.cached_tokens ?? null,
    weightVersion:
      meta.weight_version === null || meta.weight_version === undefined ? null : String(meta.weight_version),
    facts: {
      ...(typeof meta.id === "string" && { engine_request_id: meta.id }),
      ...(typeof meta.e2e_latency === "number" && { engine_latency_s: meta.e2e_latency }),
      ...(finish.type === "abort" && { abort_message: finish.message ?? null }),
    },
  };
}

/** Frees the slot of a request that nobody waits for. The engine always answers 200, and need not be reachable. */
function abort(options: EngineOptions, requestId: string): void {
  openEngineCall({
    url: `${options.url}/abort_request`,
    method: "POST",
    headers: engineHeaders(options),
    body: JSON.stringify({ rid: requestId }),
    signal: AbortSignal.timeout(ABORT_PATIENCE),
    silenceMs: ABORT_PATIENCE,
  })
    .then((call) => call.text())
    .catch(() => undefined);
}
