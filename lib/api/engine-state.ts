import { errorMessage } from "@/lib/core/base/error-message";
import type { EngineHealth } from "@/lib/engine/engine";
import type { Runtime } from "@/lib/server/runtime";

/** An engine that does not say in this time, in ms, how it is, is not ready. */
const ENGINE_ANSWER_MS = 2000;

/** How the engine says it is; never rejects. */
export function engineState({
  engine,
}: Pick<Runtime, "engine">): Promise<Pick<EngineHealth, "ok" | "detail" | "failures">> {
  return engine.health(AbortSignal.timeout(ENGINE_ANSWER_MS)).catch((error: unknown) => ({
    ok: false,
    detail: errorMessage(error),
  }));
}
