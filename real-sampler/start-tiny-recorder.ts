import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { makeTinyModel } from "./make-tiny-model";
import { type RealSampler, startRealSampler } from "./start-real-sampler";

/** A recorder before llama.cpp with the tiny model. */
export interface TinyRecorder {
  readonly recorder: RecorderServer;
  readonly sampler: RealSampler;
  close(): Promise<void>;
}

/** Words of Qwen3's vocabulary that the tiny model keeps. */
const WORDS = 1_792;

/** Starts both, the recorder with its own client for the engine of that name. */
export async function startTinyRecorder(engine: "sglang" | "llamacpp"): Promise<TinyRecorder> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-tiny-"));
  const tiny = makeTinyModel(defaultTokenizerFolder(), WORDS, folder);
  const sampler = await startRealSampler(tiny.model, tiny.tokenizerFolder);
  const recorder = await serveRecorder({
    TURNTREE_ENGINE: engine,
    TURNTREE_ENGINE_URL: sampler.url,
    TURNTREE_TOKENIZER: tiny.tokenizerFolder,
  });
  return {
    recorder,
    sampler,
    async close() {
      await recorder.close();
      await sampler.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
