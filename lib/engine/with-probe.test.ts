import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { generateOnce } from "@/test/engine/generate-once";
import { answerJson, startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";

let sim: SimEngine;
beforeAll(async () => {
  sim = await startSimEngine();
});
afterAll(() => sim.close());

describe("the probe on first use", () => {
  it("finds a sound engine sound, once, and says so with the turn and the engine's health", async () => {
    const engine = createEngine({ name: "sglang", url: sim.url, silenceMs: 60_000 });
    expect((await engine.health(AbortSignal.timeout(60_000))).probe).toBeUndefined();
    const { generation } = await generateOnce(engine);
    expect(generation.facts).toMatchObject({ engine_probe: "ok" });
    expect((await engine.health(AbortSignal.timeout(60_000))).probe).toEqual({
      ok: true,
      detail:
        "The engine returns the stop token's id, gives the sampled ids' log-probs and counts prompt tokens as they were sent.",
    });
  });

  it.each([
    ["hides the stop token", { ids: [] }, "does not return the stop token's id"],
    ["gives no log-probs", { entries: [] }, "gives no log-probs"],
    ["counts another prompt", { counted: 3 }, "counts 3 prompt tokens where 9 were sent"],
  ])(
    "says what is wrong with an engine that %s, and the answer is given all the same",
    async (_, fault, words) => {
      const server = await startScriptedServer((request, response) => {
        const counted = JSON.parse(request.body).input_ids.length;
        const reply = { ids: [151645], entries: [[-0.5, 151645, null]], counted, ...fault };
        answerJson(response, {
          output_ids: reply.ids,
          meta_info: {
            finish_reason: { type: "stop", matched: 151645 },
            prompt_tokens: reply.counted,
            output_token_logprobs: reply.entries,
          },
        });
      });
      const engine = createEngine({ name: "sglang", url: server.url, silenceMs: 60_000 });
      const first = await generateOnce(engine, { stream: false });
      const second = await generateOnce(engine, { stream: false });
      for (const { generation } of [first, second]) {
        expect(generation.facts).toMatchObject({ engine_probe: expect.stringContaining(words) });
      }
      expect(server.received.filter(({ body }) => body.includes("logit_bias"))).toHaveLength(1);
      await server.close();
    },
  );

  it("does no harm when it fails", async () => {
    const server = await startScriptedServer((request, response) => {
      if (request.body.includes("logit_bias")) answerJson(response, "Internal Server Error", 500);
      else {
        const finish_reason = { type: "length", length: 1 };
        answerJson(response, { output_ids: [5], meta_info: { finish_reason } });
      }
    });
    const engine = createEngine({ name: "sglang", url: server.url, silenceMs: 60_000 });
    const { generation } = await generateOnce(engine, { stream: false });
    expect(Array.from(generation.outputIds)).toEqual([5]);
    expect(generation.facts).toMatchObject({
      engine_probe: "A probe of the engine failed: Internal Server Error",
    });
    await server.close();
  });
});
