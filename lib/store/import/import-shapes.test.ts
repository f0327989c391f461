import { describe, expect, it } from "vitest";
import { asObject } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { openaiChat } from "@/lib/wire/openai-chat";
import { storeForEachTest } from "@/test/store/store-for-each-test";
import { importTurns } from "./import-turns";

const stored = storeForEachTest();

const take = (line: JsonValue) => importTurns(stored(), [{ number: 1, text: stringifyJson(line) }]);

async function sampleOf(session: string) {
  const recording = await stored().readRecording(session);
  const [sample] = linearise(recording, resolvePolicy("slime")).samples;
  if (!sample) throw new Error("the session gives no sample");
  const { tokens, lossMask, logProbs } = materialiseSample(recording, sample);
  return { tokens: [...tokens], lossMask: [...lossMask], logProbs: [...logProbs] };
}

const STEPS: readonly JsonObject[] = [
  { step_id: 1, source: "user", message: [{ type: "text", text: "list " }, { type: "image" }] },
  {
    step_id: 2,
    source: "agent",
    message: "",
    reasoning_content: "think",
    tool_calls: [{ tool_call_id: "c1", function_name: "sh", arguments: { cmd: "ls" } }],
    observation: { results: [{ source_call_id: "c1", content: "a.txt" }] },
    metrics: { prompt_token_ids: [1, 2], completion_token_ids: [3, 4], logprobs: [-0.5, -1] },
  },
  {
    step_id: 3,
    source: "agent",
    message: "done",
    metrics: { prompt_token_ids: [1, 2, 3, 4, 5], completion_token_ids: [6], logprobs: [-2] },
  },
];

const ATIF: JsonObject = {
  schema_version: "ATIF-v1.7",
  trajectory_id: "task-1/0",
  agent: { name: "claude-code", version: "2", model_name: "qwen3", tool_definitions: [{ name: "sh" }] },
  steps: STEPS,
};

describe("imports", () => {
  it("take a trajectory of ATIF v1.7 with its token ids", async () => {
    expect(await take(ATIF)).toMatchObject({ sessions: ["task-1~0"], turns: 2, refused: [] });
    const { turns, prompts } = await stored().readRecording("task-1~0");
    expect(turns[1]?.promptMessages).toEqual([
      { role: "user", content: "list [image]" },
      {
        role: "assistant",
        content: "",
        reasoning_content: "think",
        tool_calls: [{ type: "function", function: { name: "sh", arguments: { cmd: "ls" } }, id: "c1" }],
      },
      { role: "tool", content: "a.txt", tool_call_id: "c1" },
    ]);
    expect(turns.map((turn) => turn.tools)).toEqual([[{ name: "sh" }], [{ name: "sh" }]]);
    expect([...prompts.ids(2)]).toEqual([1, 2, 3, 4, 5]);
    expect(await sampleOf("task-1~0")).toEqual({
      tokens: [1, 2, 3, 4, 5, 6],
      lossMask: [1, 1, 0, 1],
      logProbs: [-0.5, -1, 0, -2],
    });
  });

  it("take the trajectories of sub-agents with it, each after the step that refers to it", async () => {
    const [first = {}, second = {}, third = {}] = STEPS;
    const sub = (id: string, output: number): JsonObject => ({
      schema_version: "ATIF-v1.7",
      trajectory_id: id,
      agent: { name: "explorer", version: "1" },
      steps: [
        { step_id: 1, source: "user", message: `be ${id}` },
        {
          step_id: 2,
          source: "agent",
          message: "found",
          metrics: { prompt_token_ids: [20], completion_token_ids: [output], logprobs: [-3] },
        },
      ],
    });
    const refers = { results: [{ source_call_id: "c1", subagent_trajectory_ref: [{ trajectory_id: "a" }] }] };
    const nested: JsonObject = {
      ...ATIF,
      steps: [first, { ...second, observation: refers }, third],
      subagent_trajectories: [sub("b", 31), { ...sub("a", 30), subagent_trajectories: [sub("deeper", 32)] }],
    };
    expect(await take(nested)).toMatchObject({ sessions: ["task-1~0"], turns: 5, refused: [] });
    const { turns } = await stored().readRecording("task-1~0");
    expect(turns.map(({ subAgent, outputIds }) => [subAgent, [...outputIds]])).toEqual([
      [null, [3, 4]],
      ["a", [30]],
      ["deeper", [32]],
      [null, [6]],
      ["b", [31]],
    ]);
    expect(turns[1]?.promptMessages).toEqual([{ role: "user", content: "be a" }]);
    expect(turns[3]?.promptMessages.at(-1)).toEqual({ role: "tool", content: "", tool_call_id: "c1" });
  });

  it("take a sample of slime's and give back its mask and log-probs", async () => {
    const sample = {
      tokens: [1, 2, 3, 4, 5, 6],
      response_length: 4,
      loss_mask: [1, 1, 0, 1],
      rollout_log_probs: [-0.5, -1, 0, -2],
      prompt: "list",
      response: "…",
      reward: 0.5,
      group_index: 3,
      index: 12,
    };
    const [id = ""] = (await take(sample)).sessions;
    expect(await stored().findSession(id)).toMatchObject({
      reward: 0.5,
      group_index: 3,
      index: 12,
      status: "finished",
    });
    const { tokens, loss_mask: lossMask, rollout_log_probs: logProbs } = sample;
    expect(await sampleOf(id)).toEqual({ tokens, lossMask, logProbs });
    expect((await take(sample)).refused).toMatchObject([
      { line: 1, reason: expect.stringContaining("exists already") },
    ]);
  });

  it("keep of a sample of slime's how it ended, and the weights of each of its answers", async () => {
    const sample: JsonObject = {
      tokens: [1, 2, 3, 4, 5],
      response_length: 4,
      loss_mask: [1, 1, 0, 1],
      prompt: "q",
      weight_versions: ["3", "4"],
      status: "truncated",
    };
    const [two = ""] = (await take(sample)).sessions;
    expect((await stored().readRecording(two)).turns).toMatchObject([
      { weightVersion: "3", finishReason: "stop" },
      { weightVersion: "4", finishReason: "length" },
    ]);
    const [one = ""] = (await take({ ...sample, loss_mask: [1, 1, 1, 1] })).sessions;
    expect((await stored().readRecording(one)).turns).toMatchObject([{ weightVersion: null }]);
    expect((await stored().findSession(one))?.metadata).toMatchObject({
      weight_versions: ["3", "4"],
      imported: { from: "slime" },
    });
  });

  it("keep log-probs that no token can have, and train none of them", async () => {
    const sample = { tokens: [1, 2], response_length: 1, rollout_log_probs: [0.7], prompt: "q" };
    const [id = ""] = (await take(sample)).sessions;
    const recording = await stored().readRecording(id);
    expect(recording.turns).toMatchObject([{ refusal: "impossible_log_probs" }]);
    expect(linearise(recording, resolvePolicy("slime")).samples).toEqual([]);
  });

  it("read a message as a request of the same words is read", async () => {
    const said = {
      role: "assistant",
      reasoning: "because",
      content: null,
      refusal: "No.",
      function_call: { name: "run", arguments: "" },
      mood: "calm",
    };
    const asked = {
      role: "user",
      content: [
        { type: "text", text: "one" },
        { type: "text", text: "two" },
      ],
    };
    const messages = [asked, said];
    const [id = ""] = (await take({ messages })).sessions;
    const [turn] = (await stored().readRecording(id)).turns;
    expect([...(turn?.promptMessages ?? []), turn?.responseMessage]).toEqual(
      openaiChat.parseRequest({ messages }).messages,
    );
    expect(turn?.promptMessages[0]?.content).toBe("one\ntwo");
    expect(turn?.responseMessage).toMatchObject({ reasoning_content: "because", content: "No." });
  });

  it("take chat messages as a tree without tokens", async () => {
    const ask = { role: "user", content: "hi" };
    const line = {
      messages: [ask, { role: "assistant", content: "yes" }, ask, { role: "assistant", content: "no" }],
    };
    const [id = ""] = (await take({ ...line, tools: [{ name: "sh" }], reward: 1 })).sessions;
    const recording = await stored().readRecording(id);
    expect(recording.turns.map((turn) => turn.refusal)).toEqual(["no_token_ids", "no_token_ids"]);
    expect(recording.turns.map((turn) => turn.tools)).toEqual([[{ name: "sh" }], [{ name: "sh" }]]);
    expect(await stored().findSession(id)).toMatchObject({
      reward: 1,
      counters: { turns: 2, nodes: 4, sampled_tokens: 0 },
    });
    expect(linearise(recording, resolvePolicy("strict")).samples).toEqual([]);
  });

  it.each<[string, JsonValue, RegExp]>([
    [
      "another version of ATIF",
      { ...ATIF, schema_version: "ATIF-v2" },
      /schema_version must be one of ATIF-v1.0, .*ATIF-v1.8/,
    ],
    ["a step of nobody", { ...ATIF, steps: [{ source: "robot" }] }, /steps\[0\].source must be one of/],
    [
      "two sub-agents of one name",
      { ...ATIF, subagent_trajectories: [ATIF, ATIF] },
      /subagent_trajectories\[1\].trajectory_id must be one of its own/,
    ],
    [
      "a faulty step of a sub-agent",
      { ...ATIF, subagent_trajectories: [{ ...ATIF, steps: [{ source: "robot" }] }] },
      /subagent_trajectories\[0\].steps\[0\].source must be one of/,
    ],
    ["log-probs of another length", { tokens: [1, 2], response_length: 1, rollout_log_probs: [] }, /1 long/],
    ["a response longer than the tokens", { tokens: [1], response_length: 2 }, /at most 1/],
    ["a conversation without an answer", { messages: [{ role: "user", content: "hi" }] }, /an answer/],
    ["a message of nobody", { messages: [{ role: "robot", content: "hi" }] }, /messages\[0\].role/],
    [
      "something else",
      { prompt_ids: [1], response_ids: [2] },
      /the value must be a line of a turns.jsonl \("type"\), .* or a chat \("messages"\)/,
    ],
    [
      "half a token",
      { tokens: [1, 2], response_length: 1, loss_mask: [0.5] },
      /loss_mask\[0\] must be 0 or 1/,
    ],
    ["no object", [1], /must be an object/],
    [
      "tools of a trajectory that are no list",
      { ...ATIF, agent: { ...asObject(ATIF.agent, "agent"), tool_definitions: { name: "sh" } } },
      /^agent\.tool_definitions must be an array/,
    ],
    [
      "tools of a conversation that are no list",
      {
        messages: [
          { role: "user", content: "hi" },
          { role: "assistant", content: "yes" },
        ],
        tools: "sh",
      },
      /^tools must be an array/,
    ],
  ])("refuse %s", async (_, line, reason) => {
    const report = await take(line);
    expect(report.sessions).toEqual([]);
    expect(report.refused).toEqual([{ line: 1, session: null, reason: expect.stringMatching(reason) }]);
  });
});
