import { type InspectContext, sharedSource, type Vocabulary } from "@/lib/inspect/inspect-context";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Tokenizers of further models are loaded once for the thread. */
const others = new Map<string, Promise<Vocabulary>>();

/** The parts of the running server that the inspector reads. */
export function inspectContextOf({ store, model, settings }: Runtime): InspectContext {
  return {
    store,
    model,
    async vocabularyOf(tokenizer) {
      if (tokenizer === settings.tokenizer) return model;
      const held = others.get(tokenizer) ?? loadLanguageModel(tokenizer);
      others.set(tokenizer, held);
      return held.catch(() => model);
    },
    serverPolicy: serverPolicy(settings),
    source: sharedSource(),
  };
}
