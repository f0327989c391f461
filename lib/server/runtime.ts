import { assume } from "@/lib/core/base/assume";
import { createEngine } from "@/lib/engine/create-engine";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { KeyRing } from "@/lib/recorder/keys/key-ring";
import type { RecorderParts } from "@/lib/recorder/parts";
import { createRecorder, type Recorder } from "@/lib/recorder/recorder";
import { readSettings } from "@/lib/settings/settings";
import { openStore, type StoreOptions } from "@/lib/store/open-store";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { credentialKey } from "./credential-key";

/** The parts of which a process has one each. */
export interface Runtime extends RecorderParts {
  readonly recorder: Recorder;
  /** Recognises keys at every door. */
  readonly gate: KeyGate;
  /** Runs a write of a session that is none of a call's, in whichever thread: `Recorder.reserve`. */
  readonly reserve: Reserve;
}

type Reserve = Recorder["reserve"];

/** How the threads of a process share its database. */
export interface FileSharing extends Pick<StoreOptions, "writeTurn" | "isMigrated"> {
  /** That of the thread that takes the calls; the thread's own unless given. */
  readonly reserve?: Reserve;
}

const RUNTIME = Symbol.for("turntree.runtime");

// Next bundles this module once for the start hook and once for the routes; both must see one runtime.
const slots = assume<{ [RUNTIME]?: Promise<Runtime> }>(globalThis, "the slot is written by this file only");

/**
 * Puts a runtime together. Nothing is sent to the engine, which may still be starting.
 *
 * @throws an Error whose message is one sentence for the person at the terminal.
 */
export async function createRuntime(
  env: Readonly<Record<string, string | undefined>>,
  sharing: FileSharing = {},
): Promise<Runtime> {
  const settings = readSettings(env);
  const engine = createEngine({
    name: settings.engine,
    url: settings.engineUrl,
    key: settings.engineKey,
    silenceMs: settings.engineSilenceMs,
  });
  const model = await loadLanguageModel(settings.tokenizer, {
    toolParser: settings.toolParser,
    reasoningParser: settings.reasoningParser,
  });
  const { reserve, ...opening } = sharing;
  const store = await openStore({ databaseUrl: settings.databaseUrl, ...opening });
  const keys = new KeyRing(settings, credentialKey(settings.databaseUrl));
  const parts = { settings, store, model, engine, keys };
  const recorder = createRecorder(parts);
  return { ...parts, recorder, gate: new KeyGate(keys), reserve: reserve ?? recorder.reserve };
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
