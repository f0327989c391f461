import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { storeForEachTest } from "@/test/store/store-for-each-test";
import { importTurns } from "./import-turns";

const stored = storeForEachTest();

const take = (line: JsonObject) => importTurns(stored(), [{ number: 1, text: stringifyJson(line) }]);

/** Imports a line and gives its session, and its samples as columns. */
async function read(line: JsonObject) {
  const report = await take(line);
  expect(report.refused).toEqual([]);
  const [id = ""] = report.sessions;
  const session = await stored().findSession(id);
  if (session === null) throw new Error("It was imported and is not there.");
  const recording = await stored().readRecording(id);
  const samples = linearise(recording, resolvePolicy("slime")).samples.map((sample) => {
    const { tokens, lossMask, logProbs } = materialiseSample(recording, sample);
    return { tokens: [...tokens], lossMask: [...lossMask], logProbs: [...logProbs] };
  });
  return { session, recording, samples };
}

const user = (content: string) => ({ role: "user", content });

/** As verifiers 0.4 writes it: two answers, the second of which was asked for again from the first's path. */
const TRACE: JsonObject = {
  version: 2,
  id: "trace-1",
  task: { type: "Sums", data: { question: "1+1" }, key: "sums-1" },
  rewards: { right: { score: 1, weight: 0.5 }, form: { score: 0.5, weight: 1 }, unscored: null },
  stop_condition: "agent_completed",
  nodes: [
    { parent: null, message: user("1+1"), token_ids: [1, 2], mask: [false, false], logprobs: [] },
    {
      parent: 0,
      sampled: true,
      message: {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c1", type: "function", name: "add", arguments: '{"a":1}' }],
      },
      token_ids: [3, 4, 5],
      mask: [false, true, true],
      logprobs: [-0.5, -1],
    },
    {
      parent: 1,
      message: { role: "tool", tool_call_id: "c1", content: "2" },
      token_ids: [6],
      mask: [false],
      logprobs: [],
    },
    {
      parent: 2,
      sampled: true,
      message: { role: "assistant", content: "Two." },
      token_ids: [7, 8],
      mask: [false, true],
      logprobs: [-2],
    },
    {
      parent: 2,
      sampled: true,
      message: { role: "assistant", content: "2." },
      token_ids: [7, 9],
      mask: [false, true],
      logprobs: [-3],
    },
  ],
};

describe("what trainers write", () => {
  it("of verifiers is a graph: a turn for each node that was sampled, and a sample for each leaf", async () => {
    const { session, recording, samples } = await read(TRACE);
    expect(session).toMatchObject({
      id: "trace-1",
      reward: 1,
      metadata: { stop_condition: "agent_completed" },
    });
    expect(recording.turns.map(({ outputIds }) => [...outputIds])).toEqual([[4, 5], [8], [9]]);
    expect(recording.turns[1]?.promptMessages.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(recording.turns[0]?.responseMessage?.tool_calls?.[0]?.function.name).toBe("add");
    expect(samples.map(({ tokens }) => tokens)).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [1, 2, 3, 4, 5, 6, 7, 9],
    ]);
    expect(samples[0]).toMatchObject({ lossMask: [1, 1, 0, 0, 1], logProbs: [-0.5, -1, 0, 0, -2] });
    expect(session.metadata).toMatchObject({
      imported: { from: "verifiers", unproven: expect.arrayContaining([expect.stringContaining("round")]) },
    });
  });

  it("of verifiers without ids is a tree that trains nothing, and says so", async () => {
    const nodes: readonly JsonObject[] = [
      { parent: null, message: user("hi") },
      { parent: 0, sampled: true, message: { role: "assistant", content: "yes" } },
    ];
    const { session, samples } = await read({ id: "relayed", nodes });
    expect(samples).toEqual([]);
    expect(JSON.stringify(session.metadata)).toContain("no token ids");
  });

  it("of NeMo-RL is a row as a batch of one, filled up past its length", async () => {
    const { session, samples } = await read({
      content: ["What is it? It is 2."],
      rewards: [1],
      input_lengths: [5],
      token_ids: [[1, 2, 3, 4, 5, 0, 0]],
      token_loss_mask: [[0, 0, 1, 0, 1, 0, 0]],
      sample_loss_mask: [1],
      generation_logprobs: [[0, 0, -0.5, 0, -1, 0, 0]],
      prev_logprobs: [[0, 0, -0.5, 0, -1, 0, 0]],
      idx: 0,
    });
    expect(session.reward).toBe(1);
    expect(samples).toEqual([{ tokens: [1, 2, 3, 4, 5], lossMask: [1, 0, 1], logProbs: [-0.5, 0, -1] }]);
    expect(session.metadata).toMatchObject({ imported: { from: "NeMo-RL" } });
    const texts = await read({ content: "Only text.", rewards: 0, input_lengths: 9, idx: 1 });
    expect([texts.samples, texts.session.reward]).toEqual([[], 0]);
  });

  it("of prime-rl is a sample whose columns cover all tokens", async () => {
    const { session, samples } = await read({
      token_ids: [1, 2, 3],
      mask: [false, false, true],
      logprobs: [0, 0, -0.25],
      temperatures: [1, 1, 1],
      env_name: "sums",
      advantages: [0, 0, 0.5],
    });
    expect(samples).toEqual([{ tokens: [1, 2, 3], lossMask: [1], logProbs: [-0.25] }]);
    expect(session.metadata).toMatchObject({ env_name: "sums", imported: { from: "prime-rl" } });
  });

  it("of verl's dumps is texts with a score, and trains nothing", async () => {
    const dump = { input: "user\n1+1\nassistant\n", output: "2", gts: "2", score: 1, step: 7, acc: true };
    const { session, recording, samples } = await read(dump);
    expect([session.reward, session.label, samples]).toEqual([1, "2", []]);
    expect(recording.turns[0]?.responseMessage?.content).toBe("2");
    expect(session.metadata).toMatchObject({ step: 7, imported: { from: "verl" } });
  });

  it("of miles is read as slime's, whose form it has", async () => {
    const record = {
      tokens: [1, 2, 3],
      response_length: 1,
      loss_mask: [1],
      rollout_log_probs: [-0.5],
      prompt: [user("q")],
      response: "a",
      status: "completed",
      rollout_routed_experts: null,
      prefix_cache_info: { cached_tokens: 0 },
    };
    const { session, samples } = await read(record);
    expect(samples).toEqual([{ tokens: [1, 2, 3], lossMask: [1], logProbs: [-0.5] }]);
    expect(session.metadata).toMatchObject({ imported: { from: "slime" } });
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      "a node whose parent comes after it",
      { nodes: [{ parent: 1, message: user("q") }] },
      /^nodes\[0\]\.parent must be a node before it/,
    ],
    [
      "a node with two stretches that were sampled",
      { nodes: [{ message: user("q"), token_ids: [1, 2, 3], mask: [true, false, true] }] },
      /^nodes\[0\]\.mask must be one stretch/,
    ],
    [
      "log-probs that are not one for each sampled token",
      { nodes: [{ message: user("q"), token_ids: [1, 2], mask: [false, true], logprobs: [-1, -2] }] },
      /^nodes\[0\]\.logprobs must be 1 long/,
    ],
    [
      "a mask that is shorter than its ids",
      { token_ids: [1, 2, 3], mask: [false, true] },
      /^mask must be 3 long/,
    ],
    [
      "a first token that trains",
      { token_ids: [1, 2], mask: [true, true] },
      /^mask must be 0 at the first token/,
    ],
    ["a dump whose answer is no text", { input: "q", output: 7 }, /^output must be a text/],
  ])("is refused with %s", async (_, line, reason) => {
    const report = await take(line);
    expect(report.sessions).toEqual([]);
    expect(report.refused).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  });
});
