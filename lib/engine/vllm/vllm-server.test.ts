import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import { generateOnce } from "@/test/engine/generate-once";
import {
  answerEvents,
  answerJson,
  type ScriptedServer,
  startScriptedServer,
} from "@/test/engine/scripted-server";
import { createVllmEngine } from "./vllm-engine";

let server: ScriptedServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const chunk = (...ids: readonly number[]) => ({ choices: [{ index: 0, token_ids: ids }] });

describe("a vLLM as it is started and restarted", () => {
  it("uses /v1/completions where the server was started without its own route, and says so", async () => {
    const words = "Restart vllm serve with --enable-scale-out";
    const scripted = await startScriptedServer((request, response) => {
      if (request.path === "/v1/models") answerJson(response, { data: [{ id: "m" }] });
      else if (request.path === "/health") answerJson(response, "");
      else if (request.path === "/v1/completions") answerEvents(response, [chunk(1, 2)]);
      else answerJson(response, { detail: words }, request.body === "" ? 405 : 403);
    });
    server = scripted;
    const engine = createEngine({ name: "vllm", url: scripted.url, silenceMs: 60_000 });
    const { generation } = await generateOnce(engine);
    expect([...generation.outputIds]).toEqual([1, 2]);
    const { ok, detail } = await engine.health(AbortSignal.timeout(60_000));
    expect(ok).toBe(true);
    expect(detail).toContain(`Ids go over /v1/completions: /inference/v1/generate answers 403, ${words}.`);
  });

  it.each([
    [
      "goes over to /v1/completions, which echoes the prompt",
      200,
      ["generate", "completions", "completions"],
    ],
    ["comes back where there is no such route", 404, ["generate", "completions", "generate", "generate"]],
  ])("that does not say which prompt it saw is left: it %s", async (_, status, expected) => {
    const scripted = await startScriptedServer((request, response) => {
      if (request.path === "/v1/models") answerJson(response, { data: [{ id: "m" }] });
      else if (request.path === "/inference/v1/generate") answerEvents(response, [chunk(1)]);
      else if (status !== 200) answerJson(response, { detail: "Not Found" }, status);
      else answerEvents(response, [{ ...chunk(1), usage: { prompt_tokens: 3, completion_tokens: 1 } }]);
    });
    server = scripted;
    // Without the probe that goes beside a first generation.
    const engine = createVllmEngine({ name: "vllm", url: scripted.url, silenceMs: 60_000 });
    const paths = () =>
      scripted.received.flatMap(({ path }) => (path === "/v1/models" ? [] : [path.split("/").at(-1)]));
    for (let call = 0; call < 3; call++) await generateOnce(engine);
    expect(paths()).toEqual(expected);
  });

  it("learns the name of a model that is served anew under the same address", async () => {
    let served = "first";
    const scripted = await startScriptedServer((request, response) => {
      if (request.path === "/v1/models") return answerJson(response, { data: [{ id: served }] });
      if (JSON.parse(request.body).model === served) return answerEvents(response, [chunk(7)]);
      return answerJson(response, { error: { message: "The model `first` does not exist." } }, 404);
    });
    server = scripted;
    const engine = createEngine({ name: "vllm", url: scripted.url, silenceMs: 60_000 });
    await generateOnce(engine);
    served = "second";
    expect([...(await generateOnce(engine)).generation.outputIds]).toEqual([7]);
  });
});
