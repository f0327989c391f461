import { afterAll, beforeAll, expect, it } from "vitest";
import { startWireTap, type WireTap } from "@/engines/wire/wire-tap";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { checkEvidence } from "./check-evidence";
import { ENGINE_STARTS } from "./engine-starts";

let engine: SimEngine;
let tap: WireTap;
let server: RecorderServer;
beforeAll(async () => {
  engine = await startSimEngine();
  tap = await startWireTap(engine.url);
  server = await serveRecorder({ TURNTREE_ENGINE: "sglang", TURNTREE_ENGINE_URL: tap.url });
});
afterAll(async () => {
  await server.close();
  await tap.close();
  await engine.close();
});

const start = (id: string) => {
  const found = ENGINE_STARTS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no start ${id}`);
  return found;
};

it("evidence of a simulated SGLang is recorded as it stands on the wire", async () => {
  const bench = { turntree: server.url, tap, start: start("sglang") };
  expect(await checkEvidence(bench)).toMatchObject({ problems: [] });
});
