import { afterEach, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import type { GenerationEvent } from "@/lib/engine/engine";
import { generateOnce } from "@/test/engine/generate-once";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";

let server: ScriptedServer | null = null;

afterEach(async () => {
  await server?.close();
});

it("a vLLM that is left in the middle of its answer leaves what was sampled, with its log-probs", async () => {
  const logprobs = { tokens: ["token_id:7", "token_id:8"], token_logprobs: [-0.25, -0.5] };
  server = await startScriptedServer((request, response) => {
    if (request.path === "/v1/models") answerJson(response, { data: [{ id: "m" }] });
    else if (request.path !== "/v1/completions") answerJson(response, { detail: "Not Found" }, 404);
    else {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, token_ids: [7, 8], logprobs }] })}\n\n`);
    }
  });
  const engine = createEngine({ name: "vllm", url: server.url, silenceMs: 60_000 });
  const controller = new AbortController();
  const over = new Error("The answer is over.");
  const heard: GenerationEvent[] = [];
  const work = generateOnce(engine, {
    signal: controller.signal,
    stream: true,
    onTokens: () => controller.abort(over),
    onGeneration: (generation) => heard.push(generation),
  });
  await expect(work).rejects.toBe(over);
  expect(heard).toMatchObject([
    { finishReason: "abort", outputIds: Int32Array.of(7, 8), logProbs: Float64Array.of(-0.25, -0.5) },
  ]);
});
