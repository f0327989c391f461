import type { Engine } from "@/lib/engine/engine";
import type { KeyRing } from "@/lib/recorder/keys/key-ring";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";

/** What the pipeline is put together from. */
export interface RecorderParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly model: LanguageModel;
  readonly engine: Engine;
  readonly keys: KeyRing;
}
