import { describe, expect, it } from "vitest";
import { engineRecording } from "@/test/engine/engine-recording";
import { readForwardedTokens } from "./read-forwarded-tokens";

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (body: unknown) => readForwardedTokens(bytes(JSON.stringify(body)), "application/json");
const stream = (events: readonly unknown[]) =>
  readForwardedTokens(
    bytes(`${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`),
    "text/event-stream; charset=utf-8",
  );

const entry = (id: number) => ({ token: `token_id:${id}`, logprob: -id / 8 });

describe("token ids in forwarded replies", () => {
  it("are read from a whole chat completion of vLLM", () => {
    const tokens = json({
      prompt_token_ids: [1, 2, 3],
      choices: [
        {
          index: 0,
          token_ids: [4, 5],
          message: { content: "x" },
          logprobs: { content: [entry(4), entry(5)] },
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 2 },
    });
    expect(tokens).toEqual({
      promptIds: Int32Array.of(1, 2, 3),
      outputIds: Int32Array.of(4, 5),
      logProbs: Float64Array.of(-0.5, -0.625),
      logProbCount: 2,
      missing: null,
    });
  });

  it("are put together from a stream", () => {
    const tokens = stream([
      { prompt_token_ids: [1, 2, 3], choices: [{ index: 0, delta: { role: "assistant" } }] },
      { choices: [{ index: 0, delta: { content: "a" }, token_ids: [4], logprobs: { content: [entry(4)] } }] },
      {
        choices: [
          { index: 0, delta: {}, token_ids: [5], logprobs: { content: [entry(5)] }, finish_reason: "stop" },
        ],
      },
      { choices: [], usage: { completion_tokens: 2 } },
    ]);
    expect(tokens).toMatchObject({ outputIds: Int32Array.of(4, 5), logProbs: Float64Array.of(-0.5, -0.625) });
  });

  it("are not kept when the server's own count says that some were lost (vLLM with tool parsers until 2025)", () => {
    const tokens = stream([
      { prompt_token_ids: [1], choices: [{ index: 0, delta: {}, token_ids: [4] }] },
      { choices: [], usage: { completion_tokens: 3 } },
    ]);
    expect(tokens.outputIds).toBeNull();
    expect(tokens.missing).toContain("1 token ids and counted 3");
  });

  it("are read from log-probs that name tokens by id, when there is one for each token", () => {
    const { outputIds, missing } = json(JSON.parse(engineRecording("2k-oai-completions").body));
    expect(Array.from(outputIds ?? [])).toHaveLength(3);
    expect(missing).toBeNull();
  });

  it("are read from a live llama-server's chat completion", () => {
    const { outputIds, logProbs } = json(JSON.parse(engineRecording("2k-oai-chat").body));
    expect(Array.from(outputIds ?? [])).toEqual([1343, 192, 1582]);
    expect(logProbs?.[2]).toBe(-2.7922089099884033);
  });

  it.each([
    [
      "a plain chat completion",
      { choices: [{ index: 0, message: { content: "x" } }], usage: { completion_tokens: 1 } },
    ],
    ["an Anthropic message", { type: "message", content: [{ type: "text", text: "x" }] }],
    ["an error", { error: { message: "no" } }],
  ])("are missing from %s, and the reason says what to switch on", (_, body) => {
    expect(json(body)).toMatchObject({
      outputIds: null,
      promptIds: null,
      missing: expect.stringContaining("return_token_ids"),
    });
  });

  it("are missing from a body that is no JSON or was cut off", () => {
    expect(readForwardedTokens(bytes("<html>"), "text/html").outputIds).toBeNull();
    expect(readForwardedTokens(bytes('data: {"choices":[{"tok'), "text/event-stream").outputIds).toBeNull();
  });
});
