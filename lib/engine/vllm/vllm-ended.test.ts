import type { ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import type { GenerationEvent } from "@/lib/engine/engine";
import { generateOnce } from "@/test/engine/generate-once";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";

let server: ScriptedServer | null = null;

afterEach(async () => {
  await server?.close();
});

/** A vLLM whose stream begins with these events and goes on as a test says. */
async function vllmThat(events: readonly object[], goOn: (response: ServerResponse) => void = () => {}) {
  server = await startScriptedServer((request, response) => {
    if (request.path === "/v1/models") answerJson(response, { data: [{ id: "m" }] });
    else if (request.path !== "/v1/completions") answerJson(response, { detail: "Not Found" }, 404);
    else {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
      goOn(response);
    }
  });
  return createEngine({ name: "vllm", url: server.url, silenceMs: 60_000 });
}

it("a vLLM that is left in the middle of its answer leaves what was sampled, with its log-probs", async () => {
  const logprobs = { tokens: ["token_id:7", "token_id:8"], token_logprobs: [-0.25, -0.5] };
  const engine = await vllmThat([{ choices: [{ index: 0, token_ids: [7, 8], logprobs }] }]);
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

const stopped = [
  { choices: [{ index: 0, token_ids: [7], finish_reason: null }] },
  { choices: [{ index: 0, token_ids: [8], finish_reason: "stop" }] },
];

/** Says again and again that it is there, and nothing else. */
function keepAlive(response: ServerResponse): void {
  if (response.destroyed) return;
  if (response.write(": still here\n\n")) setImmediate(() => keepAlive(response));
  else response.once("drain", () => keepAlive(response));
}

it.each([
  ["is silent", () => {}],
  ["says for ever that it is there", keepAlive],
])("the answer of a vLLM that has told its end and then %s is kept", async (_, goOn) => {
  const { generation } = await generateOnce(await vllmThat(stopped, goOn), { stream: true });
  expect(generation).toMatchObject({ finishReason: "stop", outputIds: Int32Array.of(7, 8) });
});

it("a count of tokens that comes after the end of a vLLM's answer is still heard", async () => {
  const usage = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } };
  const { generation } = await generateOnce(await vllmThat([...stopped, usage]), { stream: true });
  expect(generation).toMatchObject({ finishReason: "stop", completionTokens: 2 });
});
