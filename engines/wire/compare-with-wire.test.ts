import { describe, expect, it } from "vitest";
import type { RecordedCall } from "@/engines/recorded-session";
import { turnOf } from "@/test/recording/turn-of";
import { wireDifferences } from "./compare-with-wire";
import type { Exchange } from "./wire-tap";

const PROMPT = [5, 6, 7];
const OUTPUT = [8, 9, 10];
const LOG_PROBS = [-0.5, -0.25, -0.125];

const exchange = (path: string, body: object, reply: string, contentType: string): Exchange => ({
  ...{ method: "POST", path, body: JSON.stringify(body), status: 200, contentType, reply },
  ...{ end: "whole", endedAt: 0 },
});

const events = (...frames: readonly object[]) =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join("");

const entries = (from: number, to: number) =>
  LOG_PROBS.slice(from, to).map((value, i) => [value, OUTPUT[from + i], null]);

const frame = (ids: readonly number[], counted: number, told: readonly unknown[], more: object = {}) => ({
  output_ids: ids,
  meta_info: {
    ...{ prompt_tokens: 3, completion_tokens: counted, output_token_logprobs: told },
    ...{ weight_version: "w1", ...more },
  },
});

const STOP = { finish_reason: { type: "stop" } };
const ASKED = { rid: "r", input_ids: PROMPT };

/** The same generation in every shape in which the engines send one. */
const SHAPES: Readonly<Record<string, Exchange>> = {
  "SGLang, whole": exchange(
    "/generate",
    ASKED,
    JSON.stringify(frame(OUTPUT, 3, entries(0, 3), STOP)),
    "application/json",
  ),
  "SGLang, cumulative": exchange(
    "/generate",
    ASKED,
    events(frame([8], 1, entries(0, 1)), frame(OUTPUT, 3, entries(0, 3), STOP)),
    "text/event-stream",
  ),
  "SGLang, incremental": exchange(
    "/generate",
    ASKED,
    events(frame([8], 1, entries(0, 1)), frame([9, 10], 3, entries(1, 3), STOP)),
    "text/event-stream",
  ),
  "vLLM, generate, streamed": exchange(
    "/inference/v1/generate",
    { request_id: "r", token_ids: PROMPT },
    events(
      { choices: [{ token_ids: [8], logprobs: { content: [{ logprob: -0.5 }] } }], prompt_token_ids: PROMPT },
      {
        choices: [{ token_ids: [9, 10], logprobs: { content: [{ logprob: -0.25 }, { logprob: -0.125 }] } }],
      },
      { choices: [], usage: { prompt_tokens: 3 } },
    ),
    "text/event-stream",
  ),
  "vLLM, completions, whole": exchange(
    "/v1/completions",
    { request_id: "r", prompt: PROMPT },
    JSON.stringify({
      choices: [{ token_ids: OUTPUT, logprobs: { token_logprobs: LOG_PROBS }, prompt_token_ids: PROMPT }],
    }),
    "application/json",
  ),
};

function call(given: Partial<RecordedCall["turn"]> = {}, promptIds = PROMPT): RecordedCall {
  const turn = turnOf({
    outputIds: Int32Array.from(OUTPUT),
    outputLogProbs: Float64Array.from(LOG_PROBS),
    weightVersion: "w1",
    ...given,
  });
  return { session: "s", promptIds: Int32Array.from(promptIds), turn };
}

describe.each(Object.entries(SHAPES))("a call over %s", (_, sent) => {
  it("is found on the wire with its ids, log-probs and prompt", () => {
    expect(wireDifferences([call()], [sent])).toEqual([]);
  });

  it.each([
    ["another id", call({ outputIds: Int32Array.of(8, 9, 11) })],
    ["a log-prob that is another's", call({ outputLogProbs: Float64Array.of(-0.25, -0.5, -0.125) })],
    ["a log-prob that nobody knows", call({ outputLogProbs: Float64Array.of(-0.5, Number.NaN, -0.125) })],
    ["no log-probs", call({ outputLogProbs: null })],
    ["another prompt", call({}, [5, 6, 8])],
  ])("is not found with %s", (__, wrong) => {
    expect(wireDifferences([wrong], [sent])).toEqual([
      "s, turn 1: no generation on the wire has its ids and log-probs",
    ]);
  });

  it("is found once, however often it was recorded", () => {
    expect(wireDifferences([call(), call()], [sent])).toHaveLength(1);
  });

  it("is told of where it was refused", () => {
    expect(wireDifferences([call({ refusal: "prompt_unconfirmed" })], [sent])).toEqual([
      "s, turn 1: prompt_unconfirmed",
    ]);
  });
});

it("an engine that does not tell which prompt it saw, or tells another, is named", () => {
  const silent = { choices: [{ token_ids: OUTPUT, logprobs: { token_logprobs: LOG_PROBS } }] };
  for (const told of [silent, { ...silent, prompt_token_ids: [5, 6, 8] }]) {
    const body = { request_id: "r", prompt: PROMPT };
    const sent = exchange("/v1/completions", body, JSON.stringify(told), "application/json");
    expect(wireDifferences([call()], [sent])).toEqual([
      "s, turn 1: the engine did not tell the prompt that it saw",
    ]);
  }
});
