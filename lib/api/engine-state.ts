import { errorMessage } from "@/lib/core/base/error-message";
import type { EngineHealth, EngineStanding } from "@/lib/engine/engine";
import type { ServedModel } from "@/lib/recorder/models/served-model";

/** An engine that does not say in this time, in ms, how it is, is not ready. */
const ENGINE_ANSWER_MS = 2000;

/**
 * How the engine says it is; never rejects.
 *
 * @param met what calls have met there, as `Recorder.standing` says.
 */
export async function engineState(
  { engine }: Pick<ServedModel, "engine">,
  { refuses, ...met }: EngineStanding,
): Promise<Pick<EngineHealth, "ok" | "detail" | "failures" | "paused" | "addresses">> {
  const said = await engine.health(AbortSignal.timeout(ENGINE_ANSWER_MS)).catch((error: unknown) => ({
    ok: false,
    detail: errorMessage(error),
  }));
  const detail = refuses === undefined ? said.detail : `${said.detail} ${refuses}`;
  return { ...said, ...met, detail };
}
