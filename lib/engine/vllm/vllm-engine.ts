import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine, EngineEvent, EngineHealth, GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import type { EngineOptions } from "@/lib/engine/engine-options";
import type { EngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { readEngineEvents } from "@/lib/engine/read-engine-events";
import { refuseErrorFrame } from "@/lib/engine/refuse-error-frame";
import { tokenizedText } from "@/lib/engine/tokenized-text";
import { VllmAccumulator } from "./vllm-accumulator";
import { readVllmChunk } from "./vllm-chunk";
import { renderWithVllm } from "./vllm-render";
import { scoreWithVllm } from "./vllm-score";
import { VllmServer } from "./vllm-server";

/**
 * vLLM: `/inference/v1/generate` where the server has it, else `/v1/completions` with ids. Leaving closes the
 * connection, which is all that vLLM takes as an abort.
 */
export function createVllmEngine(options: EngineOptions): Engine {
  const server = new VllmServer(options);
  return {
    name: "vllm",
    url: options.url,
    generate: (request) => generate(server, request),
    health: (signal) => health(options.url, server, signal),
    renderChat: (request) => renderWithVllm(server, options, request),
    tokenize: async (request) => {
      const model = await server.servedName(request.signal);
      return tokenizedText(options, { route: "/tokenize", model }, request);
    },
    score: (request) => scoreWithVllm(server, options, request),
  };
}

async function* generate(
  server: VllmServer,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  request.signal.throwIfAborted();
  const call = await server.open(request);
  const accumulator = new VllmAccumulator();
  if (call.contentType.startsWith("text/event-stream")) {
    yield* readStream(call, accumulator, request);
  } else {
    accumulator.add(readVllmChunk(parseEngineJson(await call.text())));
  }
  const generation = accumulator.generation(request);
  if (generation.promptTokens === null && generation.promptIdsAgree === undefined) server.movePastSilence();
  yield generation;
}

async function* readStream(
  call: EngineCall,
  accumulator: VllmAccumulator,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  let events = 0;
  try {
    for await (const data of readEngineEvents(call, () => accumulator.hasEnded)) {
      events++;
      const ids = accumulator.add(readVllmChunk(refuseErrorFrame(parseEngineJson(data), data)));
      if (ids.length > 0) yield { type: "tokens", ids };
    }
  } catch (error) {
    const sampled = accumulator.untilBroken(request);
    if (sampled !== null) yield sampled;
    throw error;
  }
  if (events === 0) throw new EngineError("unreachable", "The engine's stream ended before its answer did.");
}

async function health(url: string, server: VllmServer, signal: AbortSignal): Promise<EngineHealth> {
  try {
    const { status } = await server.get("/health", signal);
    if (status !== 200) return { ok: false, detail: `${url} answers ${status}.`, contextTokens: null };
    const contextTokens = (await server.describe(signal))?.contextTokens ?? null;
    const detail = [`${url} is ready.`, server.otherRoute].filter((words) => words !== null).join(" ");
    return { ok: true, detail, contextTokens };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: errorMessage(error), contextTokens: null };
  }
}
