import type { Engine } from "@/lib/engine/engine";
import type { Settings } from "@/lib/settings/settings";
import type { LanguageModel } from "@/lib/text/language-model";
import { ContextLength } from "./context-length";
import type { ServedModel } from "./served-model";

/** The model of the settings, which answers every call that names no other. What it samples may train. */
export function modelOfSettings(
  settings: Pick<Settings, "model" | "tokenizer" | "contextTokens">,
  engine: Engine,
  model: LanguageModel,
): ServedModel {
  return {
    name: settings.model,
    from: "settings",
    engine,
    model,
    context: new ContextLength(engine, settings.contextTokens),
    tokenizer: settings.tokenizer,
    adapter: null,
    trains: true,
    isDraining: false,
  };
}
