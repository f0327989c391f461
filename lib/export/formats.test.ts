import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readConformanceSession } from "@/lib/core/file/conformance-session";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";
import type { PolicyName } from "@/lib/core/policy/policy";
import { type PolicyOverrides, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";
import { assistant, toolResult, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { exportSession } from "./export-session";
import { FORMAT_NAMES, findFormat, TURNS_FORMAT } from "./formats";
import { PARQUET_FORMATS } from "./parquet/parquet-columns";
import { rebuildLine } from "./rebuild-packed";
import { REBUILT_FORMATS } from "./rebuild-sample";

const TRAINER_FORMATS = [...REBUILT_FORMATS, "packed"];

function vectors(file: string): { recording: Recording; settings: PolicyOverrides }[] {
  const text = readFileSync(`test/fixtures/conformance/${file}`, "utf8").trim();
  return text.split("\n").map((line) => readConformanceSession(parseJson(line)));
}

const BRANCHING = vectors("branching.jsonl");
const ALL = [...BRANCHING, ...vectors("random.jsonl")];

function schemaOf(format: string) {
  const schema: object = JSON.parse(readFileSync(`lib/export/schemas/${format}.schema.json`, "utf8"));
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
}

function columnsOf(line: JsonValue) {
  const rebuilt = rebuildLine(line) ?? [];
  return rebuilt.map(({ sample: { tokens, mask, logProbs } }) => ({ tokens, mask, logProbs }));
}

/** The sample as core makes it, spread over all of its tokens. */
function sourceSamples(recording: Recording, policy: ReturnType<typeof resolvePolicy>) {
  return linearise(recording, policy).samples.map((sample) => {
    const { tokens, lossMask, logProbs } = materialiseSample(recording, sample);
    const prompt = new Array<number>(tokens.length - lossMask.length).fill(0);
    return { tokens: [...tokens], mask: [...prompt, ...lossMask], logProbs: [...prompt, ...logProbs] };
  });
}

describe.each(TRAINER_FORMATS)("the format %s", (format) => {
  const validate = schemaOf(format);

  const check = (recording: Recording, policy: ReturnType<typeof resolvePolicy>) => {
    const request = exportOf(recording, { format, policy });
    const lines = [...exportSession(request).lines].map(parseJson);
    for (const line of lines) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
    for (const line of lines) expect(rebuildLine(line)?.every((one) => one.format === format)).toBe(true);
    expect(lines.flatMap(columnsOf)).toEqual(sourceSamples(recording, policy));
  };

  it.each<[PolicyName, typeof ALL]>([
    ["slime", ALL],
    ["slime-repaired", BRANCHING],
    ["areal-concat", BRANCHING],
  ])(
    "gives mask and log-probs of the vectors back under %s",
    (name, vectorsOfPolicy) => {
      for (const { recording, settings } of vectorsOfPolicy) {
        check(recording, resolvePolicy(name, { ...settings, require_log_probs: true }));
      }
    },
    60_000,
  );

  it("gives a sample back that was cut", () => {
    check(FORKED, resolvePolicy("slime", { fork_threshold_tokens: 0, max_sample_tokens: 4 }));
  });

  it("has a line for each sample of a session that forks", () => {
    check(FORKED, resolvePolicy("strict"));
  });
});

describe("the fillers and marks of the formats", () => {
  const read = (format: string, changes = {}): unknown[] =>
    [...exportSession(exportOf(FORKED, { format, ...changes })).lines].map((line) => JSON.parse(line));

  it("areal: versions and turn ids are -1 where nothing trains, turn ids count up", () => {
    expect(read("areal")[0]).toMatchObject({
      interaction_id: "s1/0",
      tensor_dict: {
        versions: [[-1, -1, -1, 7, 7, -1, -1, 8]],
        turn_ids: [[-1, -1, -1, 0, 0, -1, -1, 1]],
        attention_mask: [new Array(8).fill(true)],
        rewards: [1],
      },
    });
  });

  it("skyrl: samples of a session share its trajectory, the last one ends it", () => {
    const inGroup = { instance_id: "4", repetition_id: 2 };
    expect(read("skyrl")).toMatchObject([
      { trajectory_ids: [inGroup], is_last_step: [false], stop_reasons: ["stop"] },
      { trajectory_ids: [inGroup], is_last_step: [true], stop_reasons: ["length"] },
    ]);
    const session = { ...SESSION, group_index: null };
    expect(read("skyrl", { session, group: null })[0]).toMatchObject({
      trajectory_ids: [{ instance_id: "s1", repetition_id: 0 }],
    });
  });

  it("skyrl: an answer that was aborted stops by abort", () => {
    const aborted = recordingOf({ prompt: [1], output: [2], finishReason: "abort" });
    const [line] = [...exportSession(exportOf(aborted, { format: "skyrl" })).lines];
    expect(JSON.parse(line ?? "")).toMatchObject({ stop_reasons: ["abort"] });
  });

  it("a session without a rollout id has its index for one", () => {
    expect(read("trl")[0]).toMatchObject({ turntree: { rollout_id: SESSION.index } });
    const session = { ...SESSION, rollout_id: "r7" };
    expect(read("trl", { session })[0]).toMatchObject({ turntree: { rollout_id: "r7" } });
  });

  it("trl: the first prompt apart from what came after", () => {
    expect(read("trl")[0]).toMatchObject({
      prompt: [{ role: "user", content: "q" }],
      completion: [{ role: "assistant" }, { role: "tool" }, { role: "assistant" }],
      model_version: 7,
      group_id: 4,
      metrics: { reward: 1, reward_std: 0.7 },
    });
  });

  it("trl: a metric that is not known is left out, and a session without a group is one of its own", () => {
    const session = { ...SESSION, reward: null, group_index: null, index: null };
    const [line] = read("trl", { session, group: null });
    expect(line).toMatchObject({ metrics: {}, group_id: expect.any(Number) });
    expect(line).not.toHaveProperty("metrics.reward");
  });

  it("verl: the oldest and the newest weights of a sample, and room for what the reward is made of", () => {
    expect(read("verl")[0]).toMatchObject({
      extra_fields: { min_global_steps: 7, max_global_steps: 8, reward_extra_info: {} },
    });
  });

  it.each(["default", null])("weights that nobody has changed yet are version 0: %s", (weightVersion) => {
    const recording = recordingOf({ prompt: [1], output: [2], weightVersion });
    const [line] = [...exportSession(exportOf(recording, { format: "areal" })).lines];
    expect(JSON.parse(line ?? "")).toMatchObject({ tensor_dict: { versions: [[-1, 0]] } });
  });

  it("the advantage of a session in its group stands where its tokens train", () => {
    expect(read("trl", { advantage: -0.5 })[0]).toMatchObject({
      advantage: -0.5,
      turntree: { advantage: -0.5 },
    });
    const [datum] = read("tinker", { advantage: -0.5 });
    expect(schemaOf("tinker")(datum)).toBe(true);
    expect(datum).toMatchObject({
      loss_fn_inputs: { advantages: { data: [0, 0, -0.5, -0.5, 0, 0, -0.5], shape: [7] } },
    });
  });

  it("atif: answers whose tokens train elsewhere are copied context", () => {
    const [question, answer] = [user("q"), assistant("a")];
    const shared = recordingOf(
      { promptMessages: [question], prompt: [1], output: [2], responseMessage: answer },
      { promptMessages: [question, answer, question], prompt: [1, 2, 3], output: [4] },
      { promptMessages: [question, answer, toolResult("t")], prompt: [1, 2, 5], output: [6] },
    );
    const lines = [...exportSession(exportOf(shared, { format: "atif" })).lines].map((line) =>
      JSON.parse(line),
    );
    const copied = lines.map(({ steps }) =>
      steps.flatMap((step: { source: string; is_copied_context?: boolean }) =>
        step.source === "agent" ? [step.is_copied_context ?? false] : [],
      ),
    );
    expect(copied).toEqual([
      [false, false],
      [true, false],
    ]);
    expect(lines[1].steps[1].observation).toEqual({ results: [{ content: "t" }] });
  });

  it("atif: a sample has its steps although the answer after it never arrived", () => {
    const [question, answer] = [user("q"), assistant("a")];
    const lost = recordingOf(
      { promptMessages: [question], prompt: [1], output: [2], responseMessage: answer },
      {
        promptMessages: [question, answer, question],
        prompt: [1, 2, 3],
        output: [4],
        delivery: "undelivered",
      },
    );
    const [line] = [...exportSession(exportOf(lost, { format: "atif" })).lines].map((text) =>
      JSON.parse(text),
    );
    expect(line.steps).toMatchObject([
      { step_id: 1, source: "user" },
      { step_id: 2, source: "agent", metrics: { completion_token_ids: [2] } },
    ]);
  });

  it("every line of a trainer's format can be traced to its session and carries its digest", () => {
    for (const format of TRAINER_FORMATS) {
      expect(JSON.stringify(read(format)[0])).toMatch(/"session":"s1".*"digest":"[0-9a-f]{64}"/);
    }
  });
});

describe("what a format cannot say", () => {
  const silent = recordingOf({ prompt: [1], output: [2], outputLogProbs: null });

  it.each(["areal", "trl", "prime-rl", "tinker"])("%s refuses a turn without log-probs", (format) => {
    expect(() => exportSession(exportOf(silent, { format }))).toThrow(
      `The format "${format}" needs log-probs, and turn 1 of session "s1" has none.`,
    );
  });

  it.each([
    ["verl", "response_logprobs"],
    ["skyrl", "rollout_logprobs"],
  ])("%s says null instead", (format, field) => {
    const [line] = exportSession(exportOf(silent, { format })).lines;
    expect(line).toContain(`"${field}":null`);
    expect(schemaOf(format)(JSON.parse(line ?? ""))).toBe(true);
  });

  it.each(["trl", "prime-rl"])("%s refuses a session without an advantage, and says why", (format) => {
    const alone = { format, advantage: null, session: { ...SESSION, group_index: null } };
    expect(() => exportSession(exportOf(FORKED, alone))).toThrow('session "s1" is in no group.');
    expect(() => exportSession(exportOf(FORKED, { format, advantage: null }))).toThrow(
      'session "s1" has no reward of its own to compare',
    );
  });

  it.each(["areal", "skyrl"])("%s refuses a session without a reward", (format) => {
    const session = { ...SESSION, reward: null };
    expect(() => exportSession(exportOf(FORKED, { format, session }))).toThrow(
      `The format "${format}" needs rewards, and session "s1" has none.`,
    );
    expect(exportSession(exportOf(FORKED, { format, session, reward: 0 })).samples).toBe(2);
  });

  it.each(["verl", "areal", "trl"])("%s refuses a weight version that is no number", (format) => {
    const named = (weightVersion: string | null) => ({
      ...FORKED,
      turns: FORKED.turns.map((turn) => (turn.index === 2 ? { ...turn, weightVersion } : turn)),
    });
    const message = `The format "${format}" counts weight versions, and turn 2 of session "s1" has`;
    expect(() => exportSession(exportOf(named("W61"), { format }))).toThrow(`${message} "W61"`);
    expect(() => exportSession(exportOf(named(null), { format }))).toThrow(`${message} none`);
  });

  it.each(["verl", "areal", "trl", "skyrl"])("%s refuses a reward of several names", (format) => {
    const session = { ...SESSION, reward: { style: 1, truth: 0 } };
    expect(() => exportSession(exportOf(FORKED, { format, session }))).toThrow(
      `The format "${format}" takes one number as reward, and session "s1" has style, truth.`,
    );
  });
});

it("each format has a way back, but for chat, whose lines fit their schema, and raw turns", () => {
  const others = FORMAT_NAMES.filter((name) => !TRAINER_FORMATS.includes(name));
  expect(others).toEqual(["messages", TURNS_FORMAT]);
  const validate = schemaOf("messages");
  for (const line of exportSession(exportOf(FORKED, { format: "messages" })).lines) {
    expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
  }
});

describe("the formats that the page offers", () => {
  it("are those that there are, in the same order", () => {
    expect(EXPORT_FORMATS.map(({ name }) => name)).toEqual(FORMAT_NAMES);
  });

  it("offer Parquet where their lines are flat", () => {
    const offered = EXPORT_FORMATS.filter(({ isFlat }) => isFlat).map(({ name }) => name);
    expect(offered.sort()).toEqual([...PARQUET_FORMATS].sort());
  });

  it("offer routed experts where their lines carry them", () => {
    const offered = EXPORT_FORMATS.filter(({ carriesExperts }) => carriesExperts).map(({ name }) => name);
    expect(offered).toEqual(
      FORMAT_NAMES.filter((name) => name !== TURNS_FORMAT && findFormat(name).evidence?.includes("experts")),
    );
  });
});
