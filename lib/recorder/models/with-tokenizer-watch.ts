import type { Engine, EngineEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import type { TokenizerSample } from "./tokenizer-sample";
import { TokenizerWatch } from "./tokenizer-watch";

/**
 * An engine whose answers count only while it has the tokenizer that it had. The look at it runs beside the generation;
 * nothing of an answer is passed on before it. Health says where the tokenizer is not the model's.
 */
export function withTokenizerWatch(engine: Engine, sample: TokenizerSample, now = Date.now): Engine {
  if (engine.tokenize === undefined) return engine;
  const watch = new TokenizerWatch(engine, sample, now);
  return {
    ...engine,
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      const looked = watch.check();
      // Whoever leaves before the first event never hears of it.
      looked.catch(() => undefined);
      try {
        for await (const event of engine.generate(request)) {
          await looked;
          watch.seen();
          yield event;
        }
      } catch (error) {
        if (error instanceof EngineError && error.kind === "unreachable") watch.forget();
        throw error;
      }
    },
    async health(signal) {
      const health = await engine.health(signal);
      if (health.ok) await watch.check().catch(() => undefined);
      return watch.words === null
        ? health
        : { ...health, ok: false, detail: `${health.detail} ${watch.words}` };
    },
  };
}
