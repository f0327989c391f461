import { z } from "zod";
import type { EngineHealth } from "../engine";
import { openEngineCall } from "../open-engine-call";

/** How long an engine may take to say how it is, in ms. */
const PATIENCE = 10_000;

const models = z.object({ data: z.array(z.object({ max_model_len: z.int().nullish() })).min(1) });

/**
 * Asks for the model's description rather than `/health`, which samples a token. Older servers know it under
 * another name.
 */
export async function sglangHealth(url: string, signal: AbortSignal): Promise<EngineHealth> {
  try {
    let status = await statusOf(`${url}/model_info`, signal);
    if (status === 404) status = await statusOf(`${url}/get_model_info`, signal);
    if (status !== 200) return { ok: false, detail: `${url} answers ${status}.`, contextTokens: null };
    return { ok: true, detail: `${url} is ready.`, contextTokens: await contextTokens(url, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: error instanceof Error ? error.message : String(error), contextTokens: null };
  }
}

async function statusOf(url: string, signal: AbortSignal): Promise<number> {
  const call = await openEngineCall({ url, method: "GET", signal, silenceMs: PATIENCE });
  await call.text();
  return call.status;
}

async function contextTokens(url: string, signal: AbortSignal): Promise<number | null> {
  const call = await openEngineCall({ url: `${url}/v1/models`, method: "GET", signal, silenceMs: PATIENCE });
  const text = await call.text();
  try {
    const parsed = models.safeParse(JSON.parse(text));
    return (parsed.success && parsed.data.data[0]?.max_model_len) || null;
  } catch {
    return null;
  }
}
