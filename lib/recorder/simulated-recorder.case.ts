import { afterAll, beforeAll } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "./recorder-server.case";

/** A simulated engine and a recorder before it, both up for the length of a test file. */
export interface SimulatedRecorder {
  readonly engine: SimEngine;
  readonly server: RecorderServer;
}

/**
 * Starts both before the tests of the file that calls this, and closes them after.
 *
 * @param settings of the recorder, beside the engine's address.
 */
export function simulatedRecorder(settings: Readonly<Record<string, string>> = {}): SimulatedRecorder {
  let engine: SimEngine | null = null;
  let server: RecorderServer | null = null;

  beforeAll(async () => {
    engine = await startSimEngine();
    server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url, ...settings });
  }, 60_000);

  afterAll(async () => {
    await server?.close();
    await engine?.close();
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
