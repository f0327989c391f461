import type { Engine } from "@/lib/engine/engine";
import type { LanguageModel } from "@/lib/text/language-model";
import type { ContextLength } from "./context-length";

/** A model that calls may name, and all that its calls need. */
export interface ServedModel {
  /** By this calls and sessions ask for it. */
  readonly name: string;
  /** `settings`: the one that answers calls which name no other. `file`: of `TURNTREE_ENGINES`. `api`: registered. */
  readonly from: "settings" | "file" | "api";
  readonly engine: Engine;
  readonly model: LanguageModel;
  readonly context: ContextLength;
  /** As the setting or the entry names it. */
  readonly tokenizer: string;
  /** The adapter over the weights; null: none. */
  readonly adapter: string | null;
  /** Whether what it samples may train. */
  readonly trains: boolean;
  /** Whether it takes no new sessions. */
  readonly isDraining: boolean;
}
