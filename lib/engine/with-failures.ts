import type { Engine, EngineEvent, EngineFailures } from "./engine";
import { EngineError, type EngineErrorKind } from "./engine-error";

/** What tells of the engine itself; the others tell of one request. */
const OF_ENGINE: ReadonlySet<EngineErrorKind> = new Set(["unreachable", "failed", "garbage", "silent"]);

/**
 * An engine that keeps in mind what went wrong since a generation last came through: one that says that it is well
 * and fails every call is not.
 */
export function withFailures(engine: Engine, now: () => number = Date.now): Engine {
  let failures: EngineFailures | null = null;
  return {
    ...engine,
    standing: () => ({ ...engine.standing?.(), ...(failures && { failures }) }),
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      try {
        for await (const event of engine.generate(request)) {
          if (event.type === "generation") failures = null;
          yield event;
        }
      } catch (error) {
        if (error instanceof EngineError && OF_ENGINE.has(error.kind)) {
          const { calls, since } = failures ?? { calls: 0, since: now() };
          failures = { calls: calls + 1, since, last: error.message };
        }
        throw error;
      }
    },
    async health(signal) {
      const health = await engine.health(signal);
      return failures === null ? health : { ...health, failures };
    },
  };
}
