import type { Engine } from "@/lib/engine/engine";
import type { Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import type { Settings } from "./settings";

/** What the pipeline is put together from. */
export interface RecorderParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly model: LanguageModel;
  readonly engine: Engine;
}
