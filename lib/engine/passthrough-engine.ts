import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine, EngineEvent, EngineHealth } from "./engine";
import { EngineError } from "./engine-error";
import type { EngineOptions } from "./engine-options";
import { openEngineCall } from "./open-engine-call";

/** How long a server may take to answer at all, in ms. */
const PATIENCE = 10_000;

/**
 * Any OpenAI- or Anthropic-compatible server. Calls go to it whole (`forwardCall`), so it takes no token ids; this
 * stands for it wherever an engine is named or asked how it is.
 */
export function createPassthroughEngine({ url }: EngineOptions): Engine {
  return {
    name: "passthrough",
    url,
    generate: takesNoIds,
    health: (signal) => health(url, signal),
  };
}

async function* takesNoIds(): AsyncGenerator<EngineEvent, void, undefined> {
  yield Promise.reject<EngineEvent>(
    new EngineError("rejected", "A passthrough server takes messages, not token ids."),
  );
}

/** Any answer is a sign of life: such servers share no health route, and most ask for a key. */
async function health(url: string, signal: AbortSignal): Promise<EngineHealth> {
  try {
    const call = await openEngineCall({ url, method: "GET", signal, silenceMs: PATIENCE });
    await call.text();
    return { ok: call.status < 500, detail: `${url} answers ${call.status}.`, contextTokens: null };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: errorMessage(error), contextTokens: null };
  }
}
