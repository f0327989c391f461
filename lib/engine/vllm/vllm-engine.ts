import { z } from "zod";
import type { Engine, EngineEvent, EngineHealth, GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { type EngineCall, openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { readEngineEvents } from "@/lib/engine/read-engine-events";
import { refuseErrorFrame } from "@/lib/engine/refuse-error-frame";
import { VllmAccumulator } from "./vllm-accumulator";
import { readVllmChunk } from "./vllm-chunk";
import { type VllmRoute, vllmRequest } from "./vllm-request";

/** How long an engine may take to say how it is, in ms. */
const PATIENCE = 10_000;

interface Server {
  readonly route: VllmRoute;
  readonly model: string;
}

/**
 * vLLM: `/inference/v1/generate` where the server has it, else `/v1/completions` with ids. Which one, and the
 * model's name, are asked once. Leaving closes the connection, which is all that vLLM takes as an abort.
 */
export function createVllmEngine(options: EngineOptions): Engine {
  let server: Promise<Server> | null = null;
  const known = (signal: AbortSignal) => {
    server ??= describe(options, signal).catch((error: unknown) => {
      server = null;
      throw error;
    });
    return server;
  };
  return {
    name: "vllm",
    url: options.url,
    async *generate(request) {
      request.signal.throwIfAborted();
      yield* generate(options, request, await known(request.signal));
    },
    health: (signal) => health(options, signal),
  };
}

async function* generate(
  options: EngineOptions,
  request: GenerateRequest,
  { route, model }: Server,
): AsyncGenerator<EngineEvent, void, undefined> {
  const call = await openEngineCall({
    url: `${options.url}${route}`,
    method: "POST",
    headers: { ...engineHeaders(options), "x-request-id": request.requestId },
    body: vllmRequest(request, route, model),
    signal: request.signal,
    silenceMs: options.silenceMs,
  });
  if (call.status !== 200) throw engineFailure(call.status, await call.text());
  const accumulator = new VllmAccumulator();
  if (call.contentType.startsWith("text/event-stream")) {
    yield* readStream(call, accumulator);
  } else {
    accumulator.add(readVllmChunk(parseEngineJson(await call.text())));
  }
  yield accumulator.generation(request);
}

async function* readStream(
  call: EngineCall,
  accumulator: VllmAccumulator,
): AsyncGenerator<EngineEvent, void, undefined> {
  let events = 0;
  for await (const data of readEngineEvents(call)) {
    events++;
    const ids = accumulator.add(readVllmChunk(refuseErrorFrame(parseEngineJson(data), data)));
    if (ids.length > 0) yield { type: "tokens", ids };
  }
  if (events === 0) throw new EngineError("unreachable", "The engine's stream ended before its answer did.");
}

const models = z.object({
  data: z.array(z.object({ id: z.string(), max_model_len: z.int().nullish() })).min(1),
});

async function get(options: EngineOptions, path: string, signal: AbortSignal) {
  const url = `${options.url}${path}`;
  const headers = engineHeaders(options);
  const call = await openEngineCall({ url, method: "GET", headers, signal, silenceMs: PATIENCE });
  return { status: call.status, body: await call.text() };
}

/** A route that exists refuses GET with 405; one that does not is a 404. */
async function describe(options: EngineOptions, signal: AbortSignal): Promise<Server> {
  const generateRoute = await get(options, "/inference/v1/generate", signal);
  const listed = await get(options, "/v1/models", signal);
  if (listed.status !== 200) throw engineFailure(listed.status, listed.body);
  const parsed = models.safeParse(parseEngineJson(listed.body));
  const model = parsed.success ? parsed.data.data[0]?.id : undefined;
  if (model === undefined) throw new EngineError("garbage", `${options.url}/v1/models names no model.`);
  return { route: generateRoute.status === 405 ? "/inference/v1/generate" : "/v1/completions", model };
}

async function health(options: EngineOptions, signal: AbortSignal): Promise<EngineHealth> {
  const { url } = options;
  try {
    const { status } = await get(options, "/health", signal);
    if (status !== 200) return { ok: false, detail: `${url} answers ${status}.`, contextTokens: null };
    const parsed = models.safeParse(parseEngineJson((await get(options, "/v1/models", signal)).body));
    const contextTokens = (parsed.success && parsed.data.data[0]?.max_model_len) || null;
    return { ok: true, detail: `${url} is ready.`, contextTokens };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: error instanceof Error ? error.message : String(error), contextTokens: null };
  }
}
