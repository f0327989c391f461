import type { MessagePort } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import { cacheBudget } from "@/lib/core/base/cache-budget";
import type { RunCounts } from "@/lib/core/base/run-counts";
import { createEngine } from "@/lib/engine/create-engine";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { KeyRing } from "@/lib/recorder/keys/key-ring";
import { EngineExaminer } from "@/lib/recorder/models/engine-examiner";
import { ModelLoader } from "@/lib/recorder/models/model-loader";
import { modelOfSettings } from "@/lib/recorder/models/model-of-settings";
import { renderByEngine } from "@/lib/recorder/models/render-by-engine";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import { ServedModels } from "@/lib/recorder/models/served-models";
import { tokenizerSample } from "@/lib/recorder/models/tokenizer-sample";
import { withTokenizerWatch } from "@/lib/recorder/models/with-tokenizer-watch";
import type { RecorderParts } from "@/lib/recorder/parts";
import { createRecorder, type LocalRecorder, type Recorder } from "@/lib/recorder/recorder";
import { readEnginesFile } from "@/lib/settings/read-engines-file";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import type { StoreOptions } from "@/lib/store/store-options";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { startTracing } from "@/lib/trace/start-tracing";
import { credentialKey } from "./credential-key";
import { ThreadRecorder } from "./recorders/thread-recorder";

/** The parts of which a process has one each. */
export interface Runtime<Recording extends Recorder = Recorder> extends RecorderParts {
  readonly recorder: Recording;
  /** Recognises keys at every door. */
  readonly gate: KeyGate;
  /** Runs a write of a session that is none of a call's, in whichever thread: `Recorder.reserve`. */
  readonly reserve: Reserve;
  /** What a look at the engine of the settings found, once a server began to look. */
  readonly examiner: EngineExaminer;
}

type Reserve = Recorder["reserve"];

/** How the threads of a process share its database. */
export interface FileSharing extends Pick<StoreOptions, "openWriter" | "isMigrated"> {
  /** That of the thread that takes the calls; the thread's own unless given. */
  readonly reserve?: Reserve;
  /** The thread's part of `TURNTREE_CACHE_MB`; all of it unless given. */
  readonly cacheShare?: number;
  /** A way to the process's writer for one more thread. Without it calls are recorded in the thread that asks. */
  readonly connectWriter?: () => MessagePort;
  /** Whether a session's calls are taken by this thread; all are unless given. */
  readonly owns?: (session: string) => boolean;
  /** What hides credentials in session ids where no setting does; kept beside the database unless given. */
  readonly credentialKey?: string;
  /** The calls of runs, as all threads that record count them together; the thread's own unless given. */
  readonly runs?: RunCounts;
}

const RUNTIME = Symbol.for("turntree.runtime");

// Next bundles this module once for the start hook and once for the routes; both must see one runtime.
const slots = assume<{ [RUNTIME]?: Promise<Runtime> }>(globalThis, "the slot is written by this file only");

/**
 * Puts a runtime together. Nothing is sent to the engine, which may still be starting. Calls are recorded in as many
 * threads as the settings say, where the threads share a writer.
 *
 * @throws an Error whose message is one sentence for the person at the terminal.
 */
export async function createRuntime(env: Env, sharing: FileSharing = {}): Promise<Runtime> {
  const { connectWriter, cacheShare = 1 } = sharing;
  const parts = await openParts(env, sharing);
  const { threads, cacheBytes } = parts.settings;
  if (connectWriter === undefined || threads === 0) return withLocalRecorder(parts, sharing, env);
  const share = cacheShare / (threads + 1);
  cacheBudget().setLimit(cacheBytes * share);
  const recorder = new ThreadRecorder(parts, {
    env: { ...process.env, ...env },
    cacheShare: share,
    connectWriter,
  });
  return { ...parts, recorder, gate: new KeyGate(parts.keys), reserve: recorder.reserve.bind(recorder) };
}

/** A runtime whose calls are recorded in this thread. Throws as `createRuntime`. */
export async function createLocalRuntime(
  env: Env,
  sharing: FileSharing = {},
): Promise<Runtime<LocalRecorder>> {
  return withLocalRecorder(await openParts(env, sharing), sharing, env);
}

async function withLocalRecorder(
  parts: RuntimeParts,
  { owns, reserve, runs }: Pick<FileSharing, "owns" | "reserve" | "runs">,
  env: Env,
): Promise<Runtime<LocalRecorder>> {
  const tracing = await startTracing({ ...process.env, ...env });
  const recorder = createRecorder({ ...parts, owns, runs, tracing });
  return { ...parts, recorder, gate: new KeyGate(parts.keys), reserve: reserve ?? recorder.reserve };
}

async function openParts(env: Env, sharing: FileSharing): Promise<RuntimeParts> {
  const settings = readSettings(env);
  const asked = createEngine({
    name: settings.engine,
    url: settings.engineUrl,
    key: settings.engineKey,
    silenceMs: settings.engineSilenceMs,
    abortWaitMs: settings.abortWaitMs,
  });
  const model = await loadLanguageModel(settings.tokenizer, {
    toolParser: settings.toolParser,
    reasoningParser: settings.reasoningParser,
    ...(settings.template === "engine" && { renderChat: renderByEngine(asked) }),
  });
  const engine = withTokenizerWatch(asked, tokenizerSample(model));
  cacheBudget().setLimit(settings.cacheBytes * (sharing.cacheShare ?? 1));
  const { databaseUrl, durability, blobs } = settings;
  const { openWriter, isMigrated } = sharing;
  const store = await openStore({
    databaseUrl,
    durability,
    blobs,
    ...(openWriter && { openWriter }),
    ...(isMigrated && { isMigrated }),
  });
  const keys = new KeyRing(settings, sharing.credentialKey ?? credentialKey(databaseUrl));
  const models = await servedModels(modelOfSettings(settings, engine, model), settings, store, env);
  return {
    settings,
    store,
    model,
    engine,
    keys,
    models,
    examiner: new EngineExaminer({ engine: asked, model }),
  };
}

type RuntimeParts = Omit<Runtime, "recorder" | "gate" | "reserve">;

type Env = Readonly<Record<string, string | undefined>>;

/** Throws for a file that cannot be read, and for a tokenizer in it that cannot be loaded. */
async function servedModels(
  own: ServedModel,
  settings: Settings,
  store: Store,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServedModels> {
  const loader = new ModelLoader(settings, env);
  const fixed = await Promise.all(
    readEnginesFile(settings).map(
      async (entry): Promise<ServedModel> => ({
        ...(await loader.load(entry)),
        from: "file",
        isDraining: false,
      }),
    ),
  );
  return new ServedModels(own, { fixed, registry: store.engines, loader });
}

/**
 * The thread's runtime, made when first asked for. Rejects, always with the same error, when it cannot start.
 *
 * @param sharing of whoever asks first.
 */
export function getRuntime(sharing?: FileSharing): Promise<Runtime> {
  slots[RUNTIME] ??= createRuntime(process.env, sharing);
  return slots[RUNTIME];
}
