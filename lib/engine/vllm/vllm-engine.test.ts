import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import type { Engine } from "@/lib/engine/engine";
import { generateOnce } from "@/test/engine/generate-once";
import {
  answerEvents,
  answerJson,
  type ScriptedServer,
  startScriptedServer,
} from "@/test/engine/scripted-server";

let server: ScriptedServer | null = null;

type Route = "/inference/v1/generate" | "/v1/completions";

/** A vLLM that has the given route and answers it with `respond`. */
async function serving(route: Route, respond: (response: ServerResponse) => void): Promise<Engine> {
  server = await startScriptedServer((request, response) => {
    if (request.path === "/v1/models") {
      answerJson(response, { object: "list", data: [{ id: "Qwen/Qwen3-8B", max_model_len: 40_960 }] });
    } else if (request.path === "/health") answerJson(response, "");
    else if (request.path === route) respond(response);
    else answerJson(response, { detail: "Not Found" }, 404);
  });
  return createEngine({ name: "vllm", url: server.url, silenceMs: 60_000 });
}

afterEach(async () => {
  await server?.close();
  server = null;
});

async function sent(route: Route): Promise<unknown> {
  const posted = server?.received.find((request) => request.path === route && request.body !== "");
  return JSON.parse(posted?.body ?? "null");
}

const sampling = {
  n: 1,
  temperature: 1,
  top_p: 1,
  top_k: 0,
  min_p: 0,
  frequency_penalty: 0,
  presence_penalty: 0,
  repetition_penalty: 1,
  seed: null,
  max_tokens: 64,
  min_tokens: 0,
  logprobs: 0,
  stop: [],
  stop_token_ids: [151645, 151643],
  ignore_eos: false,
  skip_special_tokens: false,
  spaces_between_special_tokens: false,
  include_stop_str_in_output: true,
};

/** The reply of `/inference/v1/generate` in its three generations. */
const SHAPES = {
  "objects that name tokens as text (0.11 to 0.29)": {
    request_id: "6f0c",
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        token_ids: [9707, 151645],
        routed_experts: null,
        logprobs: {
          content: [
            { token: "token_id:9707", logprob: -0.25, bytes: null, top_logprobs: [] },
            { token: "token_id:151645", logprob: -0.5, bytes: null, top_logprobs: [] },
          ],
        },
      },
    ],
    prompt_logprobs: null,
  },
  "objects that name tokens by id (newest)": {
    output_mode: "tokens",
    request_id: "generate-tokens-t",
    model: "m",
    usage: { prompt_tokens: 9, total_tokens: 11, completion_tokens: 2 },
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        token_ids: [9707, 151645],
        logprobs: {
          content: [
            { token_id: 9707, logprob: -0.25, rank: 1 },
            { token_id: 151645, logprob: -0.5, rank: 1 },
          ],
        },
      },
    ],
  },
  "plain numbers (with return_token_logprobs)": {
    output_mode: "tokens",
    request_id: "generate-tokens-t",
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        token_ids: [9707, 151645],
        logprobs: { content: null, sampled: [-0.25, -0.5] },
      },
    ],
  },
};

describe("vLLM's /inference/v1/generate", () => {
  it("gets ids and every sampling parameter", async () => {
    const engine = await serving("/inference/v1/generate", (response) =>
      answerJson(response, SHAPES["plain numbers (with return_token_logprobs)"]),
    );
    await generateOnce(engine, { promptIds: [1, 2, 3], maxNewTokens: 64, stream: false });
    expect(await sent("/inference/v1/generate")).toEqual({
      request_id: expect.stringMatching(/^test-/),
      model: "Qwen/Qwen3-8B",
      token_ids: [1, 2, 3],
      stream: false,
      sampling_params: sampling,
    });
  });

  it.each(Object.entries(SHAPES))("is read in the shape with %s", async (_, reply) => {
    const engine = await serving("/inference/v1/generate", (response) => answerJson(response, reply));
    const { generation } = await generateOnce(engine, { stream: false });
    expect(Array.from(generation.outputIds)).toEqual([9707, 151645]);
    expect(Array.from(generation.logProbs ?? [])).toEqual([-0.25, -0.5]);
    expect(generation).toMatchObject({
      finishReason: "stop",
      matchedStop: 151645,
      logProbSemantics: "raw",
    });
  });

  it.each([
    ["ends on a stop token", [9707, 151645], 64, "stop"],
    ["ends at the limit", [9707, 11], 2, "length"],
    ["ends for no visible reason", [9707, 11], 64, "abort"],
  ])("is read when its last event never comes and it %s (older versions)", async (_, ids, limit, finish) => {
    const events = ids.map((id) => ({
      request_id: "r",
      choices: [
        { index: 0, token_ids: [id], logprobs: { content: [{ token: `token_id:${id}`, logprob: -1 }] } },
      ],
    }));
    const engine = await serving("/inference/v1/generate", (response) => answerEvents(response, events));
    const { generation, streamed } = await generateOnce(engine, { maxNewTokens: limit });
    expect(streamed).toEqual(ids);
    expect(generation.finishReason).toBe(finish);
  });
});

/** A chunk of `/v1/completions`. */
function chunk(ids: readonly number[] | null, extra: object = {}, rest: object = {}): unknown {
  const logprobs = ids && {
    text_offset: ids.map(() => 0),
    tokens: ids.map((id) => `token_id:${id}`),
    token_logprobs: ids.map((id) => -id / 1024),
    top_logprobs: null,
  };
  return { id: "cmpl-t", choices: [{ index: 0, text: "", token_ids: ids, logprobs, ...extra }], ...rest };
}

describe("vLLM's /v1/completions, where there is no other", () => {
  const prompt = [151644, 872, 198, 9707, 151645, 198, 151644, 77091, 198];

  it("gets ids, every sampling field, and is asked to return ids", async () => {
    const engine = await serving("/v1/completions", (response) => answerJson(response, chunk([1])));
    await generateOnce(engine, { promptIds: [1, 2, 3], maxNewTokens: 64, stream: false });
    expect(await sent("/v1/completions")).toEqual({
      ...sampling,
      request_id: expect.stringMatching(/^test-/),
      model: "Qwen/Qwen3-8B",
      prompt: [1, 2, 3],
      stream: false,
      echo: false,
      add_special_tokens: false,
      return_token_ids: true,
      return_tokens_as_token_ids: true,
    });
  });

  it("streams one or more ids per event and counts in one of its own", async () => {
    const engine = await serving("/v1/completions", (response) =>
      answerEvents(response, [
        chunk([512], { prompt_token_ids: prompt }),
        chunk([256, 128]),
        chunk([151645], { finish_reason: "stop", stop_reason: null }),
        { id: "cmpl-t", choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } },
      ]),
    );
    const { generation, streamed } = await generateOnce(engine);
    expect(streamed).toEqual([512, 256, 128, 151645]);
    expect(Array.from(generation.logProbs ?? []).slice(0, 3)).toEqual([-0.5, -0.25, -0.125]);
    expect(generation).toMatchObject({
      finishReason: "stop",
      matchedStop: 151645,
      promptTokens: 9,
      promptIdsAgree: true,
    });
  });

  it("names another stop than the first by its id", async () => {
    const engine = await serving("/v1/completions", (response) =>
      answerJson(response, chunk([151643], { finish_reason: "stop", stop_reason: 151643 })),
    );
    const { generation } = await generateOnce(engine, { stream: false });
    expect(generation.matchedStop).toBe(151643);
  });

  it("says so when the prompt was cut or changed on the way", async () => {
    const other = [...prompt.slice(0, -1), 11];
    const engine = await serving("/v1/completions", (response) =>
      answerJson(response, chunk([1], { prompt_token_ids: other, finish_reason: "length" })),
    );
    const { generation } = await generateOnce(engine, { stream: false });
    expect(generation).toMatchObject({ promptTokens: 9, promptIdsAgree: false });
  });

  it("knows no log-prob where vLLM prints -9999 or null", async () => {
    const logprobs = {
      tokens: ["token_id:1", "token_id:2", "token_id:3"],
      token_logprobs: [-9999, null, -0.5],
    };
    const engine = await serving("/v1/completions", (response) =>
      answerJson(response, chunk([1, 2, 3], { logprobs, finish_reason: "length" })),
    );
    const { generation } = await generateOnce(engine, { stream: false });
    expect(generation.logProbs).toEqual(Float64Array.of(Number.NaN, Number.NaN, -0.5));
  });

  it.each([
    ["there are fewer", { tokens: ["token_id:1"], token_logprobs: [-0.5] }],
    ["they belong to other ids", { tokens: ["token_id:1", "token_id:3"], token_logprobs: [-0.5, -0.5] }],
  ])("gives no log-probs when %s", async (_, logprobs) => {
    const engine = await serving("/v1/completions", (response) =>
      answerJson(response, chunk([1, 2], { logprobs, finish_reason: "length" })),
    );
    expect((await generateOnce(engine, { stream: false })).generation.logProbs).toBeNull();
  });

  it("refuses a reply without ids, as versions before 0.10.2 give it", async () => {
    const engine = await serving("/v1/completions", (response) =>
      answerJson(response, chunk(null, { finish_reason: "stop" })),
    );
    await expect(generateOnce(engine, { stream: false })).rejects.toMatchObject({
      kind: "garbage",
      message: expect.stringContaining("0.10.2"),
    });
  });

  it("takes a cut for repetition as a cut", async () => {
    const engine = await serving("/v1/completions", (response) =>
      answerJson(
        response,
        chunk([1, 1], { finish_reason: "repetition", stop_reason: "repetition_detected" }),
      ),
    );
    const { generation } = await generateOnce(engine, { stream: false });
    expect(generation).toMatchObject({ finishReason: "length", matchedStop: "repetition_detected" });
  });

  it.each([
    [
      400,
      {
        error: {
          message:
            "This model's maximum context length is 8 tokens. However, you requested 64 output tokens and your prompt contains 9 input tokens",
          type: "BadRequestError",
          param: "input_tokens",
          code: 400,
        },
      },
      "context_full",
    ],
    [400, { error: { message: "Token id 999999 is out of vocabulary", code: 400 } }, "rejected"],
    [400, { object: "error", message: "an older shape", code: 400 }, "rejected"],
    [500, { error: { message: "EngineCore died", type: "InternalServerError", code: 500 } }, "failed"],
    [401, { error: "Unauthorized" }, "failed"],
  ])("passes on an HTTP %i with its words", async (status, body, kind) => {
    const engine = await serving("/v1/completions", (response) => answerJson(response, body, status));
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind, status });
  });

  it("passes on an error in the middle of a stream", async () => {
    const error = { message: "EngineCore died", type: "InternalServerError", code: 500 };
    const engine = await serving("/v1/completions", (response) =>
      answerEvents(response, [chunk([1]), { error }]),
    );
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind: "failed", message: "EngineCore died" });
  });

  it("refuses something that is not a reply", async () => {
    const engine = await serving("/v1/completions", (response) => answerJson(response, { choices: "none" }));
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind: "garbage" });
  });

  it("is healthy, and says how long the context is", async () => {
    const engine = await serving("/v1/completions", () => undefined);
    expect(await engine.health(AbortSignal.timeout(60_000))).toMatchObject({
      ok: true,
      contextTokens: 40_960,
    });
  });
});
