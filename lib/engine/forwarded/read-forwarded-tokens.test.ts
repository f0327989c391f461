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
      contradicts: false,
      logProbs: Float64Array.of(-0.5, -0.625),
      logProbCount: 2,
      weightVersion: null,
      weightVersions: [],
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

  it("are read from every place where SGLang puts them, and the weights with them", () => {
    const choice = { index: 0, message: { content: "x" }, finish_reason: "stop" };
    const said = { promptIds: Int32Array.of(1, 2), outputIds: Int32Array.of(4, 5), missing: null };
    const flag = { choices: [{ ...choice, response_token_ids: [4, 5] }], prompt_token_ids: [1, 2] };
    expect(json({ ...flag, metadata: { weight_version: "v3" } })).toMatchObject({
      ...said,
      weightVersion: "v3",
    });
    const sglext = { input_ids: [1, 2], output_ids: [[4, 5]] };
    expect(json({ choices: [choice], sglext })).toMatchObject(said);
    const chunk = { choices: [{ index: 0, delta: { content: "x" }, finish_reason: "stop" }] };
    expect(stream([chunk, { choices: [], sglext }, { choices: [], usage: {} }])).toMatchObject(said);
    const framed = `data: ${JSON.stringify(chunk)}\n\nevent: sglext_ids\ndata: ${JSON.stringify(sglext)}\n\ndata: [DONE]\n\n`;
    expect(readForwardedTokens(bytes(framed), "text/event-stream")).toMatchObject(said);
  });

  it("are those of the first choice, whatever comes between", () => {
    const piece = (index: number, id: number) => ({ choices: [{ index, delta: {}, token_ids: [id] }] });
    expect(stream([piece(1, 9), piece(0, 4), piece(1, 8), piece(0, 5)]).outputIds).toEqual(
      Int32Array.of(4, 5),
    );
  });

  it("contradict each other where two places tell others", () => {
    const choices = [{ index: 0, message: { content: "x" }, token_ids: [4, 5] }];
    const told = { choices, prompt_token_ids: [1], sglext: { input_ids: [1], output_ids: [[4, 6]] } };
    expect(json(told).contradicts).toBe(true);
    expect(json({ ...told, sglext: { input_ids: [1], output_ids: [[4, 5]] } }).contradicts).toBe(false);
    expect(json({ ...told, sglext: { input_ids: [2], output_ids: [[4, 5]] } }).contradicts).toBe(true);
  });

  it("come with several weights where they changed in mid-answer", () => {
    const spans = [
      { version: "v2", start: 0, end: 1 },
      { version: "v3", start: 1, end: 2 },
    ];
    const told = json({ choices: [{ index: 0, message: {} }], metadata: { weight_versions: spans } });
    expect(told).toMatchObject({ weightVersion: null, weightVersions: spans });
  });

  it("are read from log-probs that name tokens by id, when there is one for each token", () => {
    const { outputIds, missing } = json(JSON.parse(engineRecording("2k-oai-completions").body));
    expect(Array.from(outputIds ?? [])).toHaveLength(3);
    expect(missing).toContain("none of the prompt");
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
