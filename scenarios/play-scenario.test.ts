import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type RecorderServer, serveRecorder } from "@/lib/recorder/recorder-server.case";
import { playScenario } from "./play-scenario";
import { SCENARIOS } from "./scenarios";
import { type SimEngine, startSimEngine } from "./sim-engine";

let sim: SimEngine;
let recorder: RecorderServer;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

const facts = z.looseObject({ status: z.string(), counters: z.looseObject({ turns: z.int() }) });
const session = async (id: string) =>
  facts.parse(await (await fetch(`${recorder.url}/api/sessions/${id}`)).json());

describe("playing the named scenarios through the recorder", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    "records %s",
    async (name, scenario) => {
      expect(await playScenario(scenario, { baseUrl: recorder.url })).toEqual({
        sessionId: name,
        kept: false,
        calls: scenario.steps.length,
      });
      expect(await session(name)).toMatchObject({
        status: scenario.finish === null ? "open" : "finished",
        counters: { turns: scenario.steps.length },
      });
    },
  );

  it("records nothing twice", async () => {
    for (const scenario of SCENARIOS) {
      expect(await playScenario(scenario, { baseUrl: recorder.url })).toMatchObject({ kept: true, calls: 0 });
      expect((await session(scenario.name)).counters.turns).toBe(scenario.steps.length);
    }
  });
});
