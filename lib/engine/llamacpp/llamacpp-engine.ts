import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine, EngineEvent, EngineHealth, GenerateRequest } from "@/lib/engine/engine";
import { engineFailure } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { readLlamacppReply } from "./llamacpp-reply";
import { llamacppRequest } from "./llamacpp-request";

/** How long an engine may take to say how it is, in ms. */
const HEALTH_PATIENCE = 10_000;

/**
 * llama.cpp's llama-server. Its answers come in one piece, so `tokens` events come together at the end. Leaving
 * closes the connection, which the server looks at once a second when nothing else makes it work.
 */
export function createLlamacppEngine(options: EngineOptions): Engine {
  return {
    name: "llamacpp",
    url: options.url,
    generate: (request) => generate(options, request),
    health: (signal) => health(options, signal),
  };
}

async function* generate(
  options: EngineOptions,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  request.signal.throwIfAborted();
  const call = await openEngineCall({
    url: `${options.url}/completion`,
    method: "POST",
    headers: { ...engineHeaders(options), ...request.traceHeaders },
    body: llamacppRequest(request),
    signal: request.signal,
    silenceMs: options.silenceMs,
  });
  const body = await call.text();
  if (call.status !== 200) throw engineFailure(call.status, body, call.headers);
  const generation = readLlamacppReply(parseEngineJson(body));
  if (request.stream !== false) yield { type: "tokens", ids: Array.from(generation.outputIds) };
  yield generation;
}

const props = z.object({ default_generation_settings: z.object({ n_ctx: z.int() }) });

async function health(options: EngineOptions, signal: AbortSignal): Promise<EngineHealth> {
  const { url } = options;
  const get = async (path: string) => {
    const call = await openEngineCall({
      url: `${url}${path}`,
      method: "GET",
      headers: engineHeaders(options),
      signal,
      silenceMs: HEALTH_PATIENCE,
    });
    return { status: call.status, body: await call.text() };
  };
  try {
    const { status } = await get("/health");
    if (status !== 200) return { ok: false, detail: `${url} answers ${status}.`, contextTokens: null };
    const described = props.safeParse(parseEngineJson((await get("/props")).body));
    const contextTokens = described.success ? described.data.default_generation_settings.n_ctx : null;
    return { ok: true, detail: `${url} is ready.`, contextTokens };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: errorMessage(error), contextTokens: null };
  }
}
