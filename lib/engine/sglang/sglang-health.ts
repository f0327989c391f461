import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import type { EngineHealth } from "@/lib/engine/engine";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { type EngineCall, openEngineCall } from "@/lib/engine/open-engine-call";

/** How long an engine may take to say how it is, in ms. */
const PATIENCE = 10_000;

const models = z.object({ data: z.array(z.object({ max_model_len: z.int().nullish() })).min(1) });

/**
 * Asks for the model's description rather than `/health`, which samples a token. Older servers know it under
 * another name.
 */
export async function sglangHealth(options: EngineOptions, signal: AbortSignal): Promise<EngineHealth> {
  const { url } = options;
  try {
    let status = await statusOf(options, "/model_info", signal);
    if (status === 404) status = await statusOf(options, "/get_model_info", signal);
    if (status !== 200) return { ok: false, detail: `${url} answers ${status}.`, contextTokens: null };
    return { ok: true, detail: `${url} is ready.`, contextTokens: await contextTokens(options, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: errorMessage(error), contextTokens: null };
  }
}

function get(options: EngineOptions, path: string, signal: AbortSignal): Promise<EngineCall> {
  const headers = engineHeaders(options);
  return openEngineCall({
    url: `${options.url}${path}`,
    method: "GET",
    headers,
    signal,
    silenceMs: PATIENCE,
  });
}

async function statusOf(options: EngineOptions, path: string, signal: AbortSignal): Promise<number> {
  const call = await get(options, path, signal);
  await call.text();
  return call.status;
}

async function contextTokens(options: EngineOptions, signal: AbortSignal): Promise<number | null> {
  const call = await get(options, "/v1/models", signal);
  const text = await call.text();
  try {
    const parsed = models.safeParse(JSON.parse(text));
    return (parsed.success && parsed.data.data[0]?.max_model_len) || null;
  } catch {
    return null;
  }
}
