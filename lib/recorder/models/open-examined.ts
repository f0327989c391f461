import { createEngine } from "@/lib/engine/create-engine";
import type { Settings } from "@/lib/settings/settings";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import type { ExaminedEngine } from "./examine-engine";
import { renderByEngine } from "./render-by-engine";

/**
 * The engine of the settings with its model's text side, as a server would put them together. Throws `ModelFilesError`
 * or `TemplateError` for a tokenizer that cannot be loaded.
 */
export async function openExamined(settings: Settings): Promise<ExaminedEngine> {
  const { engine: name, engineUrl: url, engineKey: key, engineSilenceMs: silenceMs } = settings;
  const engine = createEngine({ name, url, key, silenceMs });
  const model = await loadLanguageModel(settings.tokenizer, {
    toolParser: settings.toolParser,
    reasoningParser: settings.reasoningParser,
    ...(settings.template === "engine" && { renderChat: renderByEngine(engine) }),
  });
  return { engine, model };
}
