import type { Engine, EngineEvent, EngineProbe, GenerateRequest } from "./engine";
import { probeEngine } from "./probe-engine";

/** How long an answer that is whole waits for the probe's, in ms: only the first answer of a process can. */
const WAIT = 2_000;

/**
 * Probes an engine once, beside the first generation that yields anything. What was found stands in every turn's
 * facts from then on, and in the engine's health.
 */
export function withProbe(engine: Engine): Engine {
  let probing: Promise<EngineProbe> | null = null;
  let found: EngineProbe | null = null;
  const probe = (request: GenerateRequest) => {
    probing ??= probeEngine(engine, request).then((result) => {
      found = result;
      return result;
    });
    return probing;
  };
  return {
    ...engine,
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      for await (const event of engine.generate(request)) {
        const running = probe(request);
        if (event.type === "tokens") {
          yield event;
          continue;
        }
        const result = found ?? (await Promise.race([running, pause(WAIT)]));
        yield result === null
          ? event
          : { ...event, facts: { ...event.facts, engine_probe: summary(result) } };
      }
    },
    async health(signal) {
      const health = await engine.health(signal);
      return found === null ? health : { ...health, probe: found };
    },
  };
}

function summary({ ok, detail }: EngineProbe): string {
  return ok ? "ok" : detail;
}

function pause(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
