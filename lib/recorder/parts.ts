import type { RunCounts } from "@/lib/core/base/run-counts";
import type { Engine } from "@/lib/engine/engine";
import type { KeyRing } from "@/lib/recorder/keys/key-ring";
import type { ServedModels } from "@/lib/recorder/models/served-models";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import type { Tracing } from "@/lib/trace/tracing";

/** What a recorder is put together from; without `models` its own is all that it serves. */
export type RecorderInput = Omit<RecorderParts, "models"> &
  Partial<Pick<RecorderParts, "models">> & {
    /** Whether a session's calls are taken here and not by another thread; all are unless given. */
    readonly owns?: ((session: string) => boolean) | undefined;
    /** The calls of runs, as all threads that record count them together; its own unless given. */
    readonly runs?: RunCounts | undefined;
    /** Of its calls; none unless given. */
    readonly tracing?: Tracing | undefined;
  };

/** What the pipeline is put together from. */
export interface RecorderParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly model: LanguageModel;
  readonly engine: Engine;
  readonly keys: KeyRing;
  /** Every model that calls may name; `model` and `engine` are those of the one that a call goes to. */
  readonly models: ServedModels;
}
