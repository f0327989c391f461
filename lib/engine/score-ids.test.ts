import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";

let server: ScriptedServer | null = null;

afterEach(async () => {
  await server?.close();
});

const IDS = Int32Array.of(5, 6, 7, 8);

/** An engine that answers every request for scores with this reply. */
async function engineThat(name: "sglang" | "vllm", reply: object) {
  server = await startScriptedServer((request, response) => {
    if (request.path === "/v1/models") answerJson(response, { data: [{ id: "m" }] });
    else answerJson(response, reply);
  });
  return createEngine({ name, url: server.url, silenceMs: 60_000 });
}

function score(engine: ReturnType<typeof createEngine>) {
  return engine.score?.({ ids: IDS, from: 2, signal: new AbortController().signal });
}

const sglang = (ids: readonly number[]) => ({
  output_ids: [],
  meta_info: {
    weight_version: 7,
    input_token_logprobs: ids.map((id, i) => [i === 0 ? null : -id / 4, id, null]),
  },
});

const vllm = (ids: readonly number[]) => ({
  choices: [{ prompt_logprobs: ids.map((id, i) => (i === 0 ? null : { [id]: { logprob: -id / 4 } })) }],
});

describe("ids that an engine scores", () => {
  it.each([
    ["sglang", sglang([6, 7, 8])],
    ["vllm", vllm([5, 6, 7, 8])],
  ] as const)("have a log-prob for each position that was asked of %s", async (name, reply) => {
    expect(await score(await engineThat(name, reply))).toEqual({
      logProbs: Float64Array.of(-1.75, -2),
      weightVersion: name === "sglang" ? "7" : null,
    });
    const sent = server?.received.find(({ body }) => body !== "")?.body ?? "";
    expect(sent).toContain("[5,6,7,8]");
    if (name === "sglang") expect(JSON.parse(sent)).toMatchObject({ logprob_start_len: 1 });
  });

  it.each([
    ["sglang", sglang([6, 9, 8])],
    ["vllm", vllm([5, 6, 9, 8])],
    ["sglang", sglang([7, 8])],
    ["vllm", vllm([5, 6, 7])],
  ] as const)("are refused where %s tells of others", async (name, reply) => {
    await expect(score(await engineThat(name, reply))).rejects.toThrow("scored other ids");
  });

  it("fail in the engine's own words, without its key", async () => {
    server = await startScriptedServer((_, response) =>
      answerJson(response, { error: { message: "no scores for sk-abc-123456" } }, 400),
    );
    const engine = createEngine({ name: "sglang", url: server.url, silenceMs: 60_000, key: "sk-abc-123456" });
    const failure = expect(score(engine)).rejects;
    await failure.toThrow("no scores for");
    await failure.not.toThrow("sk-abc-123456");
  });

  it("are not offered by llama.cpp", async () => {
    const engine = createEngine({ name: "llamacpp", url: "http://127.0.0.1:1", silenceMs: 1 });
    expect(engine.score).toBeUndefined();
  });
});
