import { createEngine } from "@/lib/engine/create-engine";
import type { EngineEntry } from "@/lib/settings/engine-entry";
import type { Settings } from "@/lib/settings/settings";
import type { LanguageModelOptions } from "@/lib/text/create-language-model";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { ContextLength } from "./context-length";
import { renderByEngine } from "./render-by-engine";
import type { ServedModel } from "./served-model";
import { tokenizerSample } from "./tokenizer-sample";
import { withTokenizerWatch } from "./with-tokenizer-watch";

/** A served model but for where it is known from and whether it drains. */
export type LoadedModel = Omit<ServedModel, "from" | "isDraining">;

/** Loads the models of entries. Entries with one tokenizer and the same parsers share its text side, unless their engines render. */
export class ModelLoader {
  private readonly texts = new Map<string, Promise<LanguageModel>>();

  /** @param env where entries find the keys that they name. */
  constructor(
    private readonly settings: Settings,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  /** Throws `ModelFilesError` or `TemplateError` for a tokenizer that cannot be loaded. Asks no engine. */
  async load(entry: EngineEntry): Promise<LoadedModel> {
    const { settings } = this;
    const [url = "", ...urls] = entry.urls;
    const key = this.env[entry.key_setting ?? "TURNTREE_ENGINE_KEY"]?.trim() || null;
    const adapter = entry.lora_path ?? null;
    const tokenizer = entry.tokenizer ?? settings.tokenizer;
    const asked = createEngine({
      name: entry.engine,
      url,
      urls,
      key,
      adapter,
      silenceMs: settings.engineSilenceMs,
      abortWaitMs: settings.abortWaitMs,
    });
    const parsers = {
      toolParser: entry.tool_parser ?? "auto",
      reasoningParser: entry.reasoning_parser ?? "auto",
    };
    const rendersItself = settings.template === "engine" && asked.renderChat !== undefined;
    const model = rendersItself
      ? await loadLanguageModel(tokenizer, { ...parsers, renderChat: renderByEngine(asked) })
      : await this.text(tokenizer, parsers);
    const engine = withTokenizerWatch(asked, tokenizerSample(model));
    const context = new ContextLength(engine, entry.context_tokens ?? settings.contextTokens);
    return { name: entry.model, engine, model, context, tokenizer, adapter, trains: entry.trains };
  }

  private text(tokenizer: string, parsers: LanguageModelOptions): Promise<LanguageModel> {
    const key = JSON.stringify([tokenizer, parsers]);
    const held = this.texts.get(key);
    if (held !== undefined) return held;
    const loading = loadLanguageModel(tokenizer, parsers);
    this.texts.set(key, loading);
    // A folder that is not there yet may be there when it is asked for again.
    loading.catch(() => this.texts.delete(key));
    return loading;
  }
}
