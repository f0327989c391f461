import { assume } from "@/lib/core/base/assume";
import { createEngine } from "@/lib/engine/create-engine";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { KeyRing } from "@/lib/recorder/keys/key-ring";
import type { RecorderParts } from "@/lib/recorder/parts";
import { createRecorder, type Recorder } from "@/lib/recorder/recorder";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { credentialKey } from "./credential-key";

/** The parts of which a process has one each. */
export interface Runtime extends RecorderParts {
  readonly recorder: Recorder;
  /** Recognises keys at every door. */
  readonly gate: KeyGate;
}

const RUNTIME = Symbol.for("turntree.runtime");

// Next bundles this module once for the start hook and once for the routes; both must see one runtime.
const slots = assume<{ [RUNTIME]?: Promise<Runtime> }>(globalThis, "the slot is written by this file only");

/**
 * Puts a runtime together. Nothing is sent to the engine, which may still be starting.
 *
 * @throws an Error whose message is one sentence for the person at the terminal.
 */
export async function createRuntime(env: Readonly<Record<string, string | undefined>>): Promise<Runtime> {
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
  const store = await openStore({ databaseUrl: settings.databaseUrl });
  const keys = new KeyRing(settings, credentialKey(settings.databaseUrl));
  const parts = { settings, store, model, engine, keys };
  return { ...parts, recorder: createRecorder(parts), gate: new KeyGate(keys) };
}

/** The process's runtime, made when first asked for. Rejects, always with the same error, when it cannot start. */
export function getRuntime(): Promise<Runtime> {
  slots[RUNTIME] ??= createRuntime(process.env);
  return slots[RUNTIME];
}
