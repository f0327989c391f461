import { createParser } from "eventsource-parser";
import type { Engine, EngineEvent, GenerateRequest, GenerationEvent } from "./engine";
import { EngineError } from "./engine-error";
import { engineFailure, engineWords, failureKind } from "./engine-failure";
import type { EngineOptions } from "./engine-options";
import { type EngineCall, openEngineCall } from "./open-engine-call";
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
    health: (signal) => sglangHealth(url, signal),
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
    abort(options.url, request.requestId);
    setTimeout(() => connection.abort(), LAST_WORDS_MS).unref();
  };
  request.signal.addEventListener("abort", leave, { once: true });
  try {
    const call = await openEngineCall({
      url: `${options.url}/generate`,
      method: "POST",
      headers: { "x-smg-routing-key": request.routingKey },
      body: sglangRequest(request),
      signal: connection.signal,
      silenceMs: options.silenceMs,
    });
    if (call.status !== 200) throw await failureOf(call);
    yield* readReply(call);
    over = true;
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
    const frame = readSglangFrame(parse(await call.text()));
    accumulator.add(frame);
    yield generationOf(frame, accumulator);
    return;
  }
  let last: SglangFrame | null = null;
  for await (const data of eventData(call)) {
    if (data === "[DONE]") break;
    last = readSglangFrame(refuseErrorFrame(parse(data), data));
    const ids = accumulator.add(last);
    if (ids.length > 0) yield { type: "tokens", ids };
  }
  if (!last?.meta_info.finish_reason) {
    throw new EngineError("unreachable", "The engine's stream ended before its answer did.");
  }
  yield generationOf(last, accumulator);
}

/** The `data` of each event of a stream. */
async function* eventData(call: EngineCall): AsyncGenerator<string, void, undefined> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event.data) });
  for await (const chunk of call.chunks()) {
    parser.feed(chunk);
    yield* ready.splice(0);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError(
      "garbage",
      `The engine answered with something that is not JSON: ${text.slice(0, 200)}`,
      200,
      {
        cause: error,
      },
    );
  }
}

/** A stream's errors come with HTTP 200, in a frame of their own. */
function refuseErrorFrame(json: unknown, data: string): unknown {
  if (typeof json !== "object" || json === null || !("error" in json)) return json;
  const words = engineWords(data) ?? data;
  const code =
    typeof json.error === "object" && json.error !== null && "code" in json.error ? json.error.code : 400;
  const status = typeof code === "number" ? code : 400;
  throw new EngineError(failureKind(status, words), words, status);
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
function abort(url: string, requestId: string): void {
  openEngineCall({
    url: `${url}/abort_request`,
    method: "POST",
    body: JSON.stringify({ rid: requestId }),
    signal: AbortSignal.timeout(ABORT_PATIENCE),
    silenceMs: ABORT_PATIENCE,
  })
    .then((call) => call.text())
    .catch(() => undefined);
}
