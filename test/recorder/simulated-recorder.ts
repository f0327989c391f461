import { rm } from "node:fs/promises";
import { afterAll, beforeAll } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { writeModelFolder } from "@/test/text/small-model";
import { type RecorderServer, serveRecorder } from "./recorder-server";

/** A simulated engine and a recorder before it, both up for the length of a test file. */
export interface SimulatedRecorder {
  readonly engine: SimEngine;
  readonly server: RecorderServer;
}

/**
 * Starts both before the tests of the file that calls this, and closes them after.
 *
 * @param settings of the recorder, beside the engine's address.
 * @param modelFiles of the model that both speak; null: Qwen3's.
 */
export function simulatedRecorder(
  settings: Readonly<Record<string, string>> = {},
  modelFiles: (() => Promise<Record<string, string>>) | null = null,
): SimulatedRecorder {
  let folder: string | null = null;
  let engine: SimEngine | null = null;
  let server: RecorderServer | null = null;

  beforeAll(async () => {
    folder = modelFiles === null ? null : await writeModelFolder(await modelFiles());
    engine = await startSimEngine(folder === null ? {} : { tokenizerFolder: folder });
    server = await serveRecorder({
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_TOKENIZER: folder ?? "qwen3",
      ...settings,
    });
  });

  afterAll(async () => {
    await server?.close();
    await engine?.close();
    if (folder !== null) await rm(folder, { recursive: true });
  });

  return {
    get engine() {
      return started(engine);
    },
    get server() {
      return started(server);
    },
  };
}

function started<Part>(part: Part | null): Part {
  if (part === null)
    throw new Error("It is started before the first test of the file, not while the file is read.");
  return part;
}
