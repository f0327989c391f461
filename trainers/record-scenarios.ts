import { writeFile } from "node:fs/promises";
import { playScenario } from "@/scenarios/play-scenario";
import { SCENARIOS } from "@/scenarios/scenarios";
import { startSimEngine } from "@/scenarios/sim-engine";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { turnLinesOf } from "@/test/store/turn-lines-of";

/** Records every scenario of the demo through a recorder of its own, and writes their raw recordings into one file. */
export async function recordScenarios(file: string): Promise<void> {
  const engine = await startSimEngine();
  const server = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url });
  const lines: string[] = [];
  try {
    for (const scenario of SCENARIOS) {
      await playScenario(scenario, { baseUrl: server.url });
      lines.push(...(await turnLinesOf(server.runtime.store, scenario.name)));
    }
  } finally {
    await server.close();
    await engine.close();
  }
  await writeFile(file, `${lines.join("\n")}\n`);
}
