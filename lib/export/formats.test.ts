import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readConformanceSession } from "@/lib/core/file/conformance-session";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";
import type { PolicyName } from "@/lib/core/policy/policy";
import { type PolicyOverrides, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";
import { assistant, toolResult, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { exportSession } from "./export-session";
import { FORMAT_NAMES, TURNS_FORMAT } from "./formats";
import { REBUILT_FORMATS, rebuildSample } from "./rebuild-sample";

const TRAINER_FORMATS = REBUILT_FORMATS;

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
  const sample = rebuildSample(line)?.sample;
  return sample && { tokens: sample.tokens, mask: sample.mask, logProbs: sample.logProbs };
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
    expect(lines.map((line) => rebuildSample(line)?.format)).toEqual(lines.map(() => format));
    expect(lines.map(columnsOf)).toEqual(sourceSamples(recording, policy));
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
    expect(read("skyrl")).toMatchObject([
      { trajectory_ids: ["s1"], is_last_step: [false], stop_reasons: ["stop"] },
      { trajectory_ids: ["s1"], is_last_step: [true], stop_reasons: ["length"] },
    ]);
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
      model_version: 8,
      group_id: 4,
    });
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

  it("prime-rl: a token has the temperature that its turn was sampled at, 1 where none was recorded", () => {
    expect(read("prime-rl")[0]).toMatchObject({ temperatures: new Array(8).fill(1) });
    const { sampling } = readTurnFacts({ sampling: { temperature: 0.6 } }, "refuse");
    const hotter = {
      ...FORKED,
      turns: FORKED.turns.map((turn, at) => (at === 1 ? { ...turn, sampling } : turn)),
    };
    const [line] = [...exportSession(exportOf(hotter, { format: "prime-rl" })).lines];
    expect(JSON.parse(line ?? "")).toMatchObject({ temperatures: [1, 1, 1, 1, 1, 1, 1, 0.6] });
  });

  it("atif: the tools of the last call, and the prompt tokens that the engine had cached", () => {
    const { engine } = readTurnFacts({ engine: { cached_tokens: 3 } }, "refuse");
    const cached = {
      ...FORKED,
      turns: FORKED.turns.map((turn, at) => (at === 1 ? { ...turn, engine } : turn)),
    };
    const [both, third] = [...exportSession(exportOf(cached, { format: "atif" })).lines].map((line) =>
      JSON.parse(line),
    );
    expect(both.agent.tool_definitions).toEqual([{ type: "function", function: { name: "f" } }]);
    expect(both.steps.at(-1).metrics).toMatchObject({ cached_tokens: 3 });
    expect(both.final_metrics).toMatchObject({ total_cached_tokens: 3 });
    expect(third.agent).not.toHaveProperty("tool_definitions");
    expect(third.steps.at(-1).metrics).not.toHaveProperty("cached_tokens");
    expect(third.final_metrics).toMatchObject({ total_cached_tokens: 0 });
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
});
