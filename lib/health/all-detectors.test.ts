import { describe, expect, it } from "vitest";
import { FLAG_NAMES, type FlagName } from "@/lib/core/list/session-flag";
import type { Message } from "@/lib/core/message/message";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { PromptAudit, TurnSampling } from "@/lib/core/recording/turn-facts";
import { linearise } from "@/lib/core/samples/linearise";
import { assistant, bashCall, toolResult, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { DETECTORS } from "./all-detectors";
import type { JudgedSession, ListedSession } from "./detector";
import { sessionHealth } from "./session-health";

const many = (count: number, id = 7) => new Array<number>(count).fill(id);
const counting = (count: number) => Array.from({ length: count }, (_, at) => 100 + at);

/** One turn that is well, but for what is given. */
const one = (given: Partial<TurnSketch> = {}): readonly TurnSketch[] => [
  { prompt: [1, 2], output: counting(10), ...given },
];

/** Two turns, whose second prompt has another last token of the first answer: slime trains none of that answer. */
function drifted(sampled: number): readonly TurnSketch[] {
  const first = { promptMessages: [user("go")], responseMessage: assistant("answer 1") };
  const output = counting(sampled);
  const kept = output.slice(0, sampled - 1);
  return [
    { ...first, prompt: [1], output },
    {
      promptMessages: [user("go"), assistant("answer 1"), user("and?")],
      prompt: [1, ...kept, 9, 3],
      output: counting(1000),
      audit: audit("white space"),
    },
  ];
}

function audit(cause: string | null): PromptAudit {
  const lengths = { sentTokens: 6, comparedTokens: 6, foundTokens: 6 };
  return { ...lengths, divergence: cause === null ? null : 3, changedTokens: 2, cause };
}

/** A session that calls a tool again and again, each turn after the result of the one before. */
function calling(results: readonly string[]): readonly TurnSketch[] {
  let messages: readonly Message[] = [user("go")];
  let prompt: readonly number[] = [1];
  return results.map((result, at) => {
    const responseMessage = assistant("", bashCall("ls", `call-${at}`));
    const turn = { promptMessages: messages, responseMessage, prompt, output: [50 + at] };
    messages = [...messages, responseMessage, { ...toolResult(result), tool_call_id: `call-${at}` }];
    prompt = [...prompt, 50 + at, 80 + at];
    return turn;
  });
}

const NO_SAMPLING: TurnSampling = {
  maxNewTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  minP: null,
  frequencyPenalty: null,
  presencePenalty: null,
  repetitionPenalty: null,
  seed: null,
  stop: null,
};
const cut = (maxNewTokens: number): Partial<TurnSketch> => ({
  finishReason: "length",
  sampling: { ...NO_SAMPLING, maxNewTokens },
});
const rewrite = (turnIndex: number | null) => ({
  messageIndex: 1,
  turnIndex,
  tolerance: "trailing_space",
  held: null,
  echoed: assistant("answer 1"),
});

interface Scenario {
  readonly has: readonly TurnSketch[];
  readonly nearly: readonly TurnSketch[];
  readonly policy?: string;
}

const SCENARIOS: Partial<Record<FlagName, Scenario>> = {
  lost_signal: { has: drifted(53), nearly: drifted(52), policy: "slime" },
  refusals: {
    has: one({ graft: { anchor: null, refusal: "no_closer", detail: null } }),
    nearly: one({ graft: { anchor: null, refusal: null, detail: null } }),
  },
  render_drift: { has: one({ audit: audit("white space") }), nearly: one({ audit: audit(null) }) },
  echo_drift: {
    has: one({ acceptedRewrites: [rewrite(1)] }),
    nearly: one({ acceptedRewrites: [rewrite(null)] }),
  },
  missing_log_probs: {
    has: one({ output: [3, 4], outputLogProbs: Float64Array.of(-1, Number.NaN) }),
    nearly: one({ output: [], outputLogProbs: null }),
  },
  impossible_log_probs: {
    has: one({ output: [3, 4], outputLogProbs: Float64Array.of(-1, 0.2) }),
    nearly: one({ output: [3, 4], outputLogProbs: Float64Array.of(-9999, 1e-6) }),
  },
  unproven_ids: {
    has: one({ refusal: "prefix_not_proven" }),
    nearly: one({ refusal: "undelivered" }),
  },
  weights_mixed: {
    has: one({
      weightSpans: [
        { version: "4", start: 0, end: 4 },
        { version: "5", start: 4, end: 10 },
      ],
    }),
    nearly: [...one({ weightVersion: "4" }), ...one({ weightVersion: "5" })],
  },
  truncated: { has: one(cut(10)), nearly: one(cut(11)) },
  context_full: { has: one(cut(11)), nearly: one(cut(10)) },
  ill_formed: { has: one({ illFormed: "no closing brace" }), nearly: one() },
  undelivered: { has: one({ delivery: "partly_delivered" }), nearly: one({ delivery: "pending" }) },
  retries: { has: one({ deliveries: 2 }), nearly: one({ deliveries: 1 }) },
  engine_errors: { has: one({ finishReason: "error" }), nearly: one({ finishReason: "abort" }) },
  repetition: {
    has: one({ output: [...counting(20), ...many(64), 5] }),
    nearly: one({ output: [...counting(20), ...many(63), 5] }),
  },
  loop: { has: calling(["a", "a", "a", "b"]), nearly: calling(["a", "a", "b", "a", "c"]) },
  aux_trained: {
    has: one({ auxiliary: "title" }),
    nearly: one(),
    policy: "slime",
  },
  slow_engine: { has: one({ engineMs: 10_001 }), nearly: one({ engineMs: 9_999 }) },
  slow_recorder: {
    has: one({ promptMs: 101, engineMs: 2_000 }),
    nearly: one({ promptMs: 101, engineMs: 2_100 }),
  },
};

function judged(sketches: readonly TurnSketch[], policy: string): JudgedSession {
  const recording = recordingOf(...sketches);
  const session = { tokenizer: "qwen3", max_context_tokens: null };
  // Side calls train where a policy says so.
  const rules =
    policy === "slime" ? { ...resolvePolicy("slime"), include_auxiliary: true } : resolvePolicy(policy);
  return { session, recording, result: linearise(recording, rules) };
}

const RECORDED = FLAG_NAMES.filter((name) => DETECTORS[name].looksAt === "recording");
const BESIDE = FLAG_NAMES.filter((name) => DETECTORS[name].looksAt === "set");

describe("what is out of order in a session by itself", () => {
  it.each(RECORDED)("%s: one that has it is told, one that nearly has it is not", (name) => {
    const scenario = SCENARIOS[name];
    if (scenario === undefined) throw new Error(`${name} has no scenario`);
    const { has, nearly, policy = "strict" } = scenario;
    const named = (sketches: readonly TurnSketch[]) =>
      sessionHealth(judged(sketches, policy)).flags.filter(({ flag }) => flag === name);
    expect(named(has)).not.toEqual([]);
    expect(named(nearly)).toEqual([]);
    for (const { turn, start, length } of named(has)) {
      const output = has[(turn ?? 1) - 1]?.output.length ?? -1;
      expect(start + length).toBeLessThanOrEqual(output);
    }
  });

  it("is nothing for a session that is well", () => {
    expect(sessionHealth(judged(calling(["a", "b", "c"]), "strict")).flags).toEqual([]);
  });

  it("names where a phrase begins to repeat, and how long it does", () => {
    const phrase = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const output = [0, 0, ...Array.from({ length: 8 }, () => phrase).flat(), 99];
    const [found] = sessionHealth(judged(one({ output }), "strict")).flags;
    expect(found).toMatchObject({ flag: "repetition", turn: 1, start: 2, length: 80, tokens: 80 });
  });

  it("is full at the session's own limit, though the answer may be longer", () => {
    const recording = recordingOf(...one({ finishReason: "length" }));
    const result = linearise(recording, resolvePolicy("strict"));
    const flags = (most: number) =>
      sessionHealth({ session: { tokenizer: "t", max_context_tokens: most }, recording, result }).flags;
    expect(flags(12).map(({ flag }) => flag)).toEqual(["context_full"]);
    expect(flags(13).map(({ flag }) => flag)).toEqual(["truncated"]);
  });

  it("is told with the oldest and the newest weights that are numbers", () => {
    const turns = ["default", "12", "9"].flatMap((weightVersion) => one({ weightVersion }));
    expect(sessionHealth(judged(turns, "strict")).weights).toEqual({ oldest: 0, newest: 12 });
    expect(sessionHealth(judged(one({ weightVersion: "main" }), "strict")).weights).toEqual({
      oldest: null,
      newest: null,
    });
  });
});

const listed = (id: string, given: Partial<ListedSession> = {}): ListedSession => ({
  id,
  status: "finished",
  group_index: 1,
  outcome: null,
  reward: 0,
  leaf_rewards: null,
  samples: 1,
  reward_revision: 0,
  exported_revision: null,
  oldest_weights: null,
  newest_weights: null,
  ...given,
});

const SETS: Partial<Record<FlagName, { has: readonly ListedSession[]; nearly: readonly ListedSession[] }>> = {
  no_reward: {
    has: [listed("a", { reward: null })],
    nearly: [
      listed("open", { reward: null, status: "open" }),
      listed("failed", { reward: null, outcome: "failed:sandbox" }),
      listed("leaves", { reward: null, leaf_rewards: { x: 1 } }),
    ],
  },
  late_reward: {
    has: [listed("a", { reward_revision: 1, exported_revision: 0 })],
    nearly: [listed("a", { reward_revision: 1, exported_revision: 1 }), listed("b", { reward_revision: 1 })],
  },
  dead_group: {
    has: [listed("a"), listed("b"), listed("failed", { outcome: "failed:sandbox", reward: 1 })],
    nearly: [
      listed("a"),
      listed("b", { reward: 1 }),
      listed("alone", { group_index: 2 }),
      listed("c", { group_index: 3 }),
      listed("d", { group_index: 3 }),
      listed("open", { group_index: 3, status: "open", reward: null }),
    ],
  },
  many_leaves: {
    has: [listed("a", { samples: 3 }), listed("b", { reward: 1 })],
    nearly: [
      listed("a", { samples: 2 }),
      listed("b"),
      listed("alone", { group_index: 2, samples: 9 }),
      listed("one", { group_index: 3 }),
      listed("lost", { group_index: 3, samples: 0 }),
    ],
  },
  stale: {
    has: [
      listed("a", { oldest_weights: 4, newest_weights: 4 }),
      listed("b", { oldest_weights: 6, newest_weights: 7 }),
    ],
    nearly: [
      listed("a", { oldest_weights: 4, newest_weights: 4 }),
      listed("b", { oldest_weights: 6, newest_weights: 6 }),
      listed("c"),
    ],
  },
};

describe("what is out of order in sessions beside others", () => {
  it.each(BESIDE)("%s: those that have it are told, those that nearly have it are not", (name) => {
    const detector = DETECTORS[name];
    const scenario = SETS[name];
    if (detector.looksAt !== "set" || scenario === undefined) throw new Error(`${name} has no scenario`);
    expect(detector.find(scenario.has)).not.toEqual([]);
    expect(detector.find(scenario.nearly)).toEqual([]);
  });

  it("is all of a dead group, and only the heavy one of an uneven group", () => {
    const ids = (name: FlagName) => {
      const detector = DETECTORS[name];
      return detector.looksAt === "set" ? detector.find(SETS[name]?.has ?? []).map(({ id }) => id) : [];
    };
    expect(ids("dead_group")).toEqual(["a", "b", "failed"]);
    expect(ids("many_leaves")).toEqual(["a"]);
  });
});

describe("a flag's sentence", () => {
  it.each(FLAG_NAMES)("%s: is one sentence with its figure, for one and for many", (name) => {
    for (const sessions of [1, 1234]) {
      const details = [{ detail: "white space", count: sessions, tokens: 28_404 }];
      const tally = { sessions, groups: sessions, count: sessions, tokens: 28_404, details };
      const told = DETECTORS[name].sentence({ ...tally, total: { sessions, sampled_tokens: 28_465 } });
      expect(told).toMatch(/^[^.]*[\d][^.]*(\.\d[^.]*)*\.$/);
      expect(told).not.toMatch(/undefined|NaN|null/);
      expect(DETECTORS[name].name).toBe(name);
    }
  });
});
