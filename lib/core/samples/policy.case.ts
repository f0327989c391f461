import { describe, expect, it } from "vitest";
import type { PolicyName } from "@/lib/core/policy/policy";
import { type PolicyOverrides, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Recording } from "@/lib/core/recording/recording";
import { assistant, bashCall, toolResult, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { linearise } from "./linearise";
import { materialiseSample } from "./materialise-sample";
import type { LostRun, Sample, SampleSpan } from "./sample";

/**
 * What a policy makes of a case. A sample is written as one letter a token: `c` context, `T` trained, `s` scaffold,
 * `e` re-emitted, `r` realigned, `x` refused; a bar stands before the response region. A loss is written as
 * "tokens of turn N fate reason".
 */
export interface Outcome {
  readonly samples: readonly string[];
  readonly lost?: readonly string[];
}

const ask = [user("go")];
const first: TurnSketch = {
  promptMessages: ask,
  responseMessage: assistant("a", bashCall("ls")),
  prompt: [1],
  output: [2, 3],
};
const history = [...ask, assistant("a", bashCall("ls"))];

function next(
  result: string,
  prompt: readonly number[],
  output: readonly number[],
  rest: Partial<TurnSketch> = {},
): TurnSketch {
  return {
    promptMessages: [...history, toolResult(result)],
    responseMessage: assistant(`after ${result}`),
    prompt,
    output,
    ...rest,
  };
}

const clean = next("x", [1, 2, 3, 4], [5]);

function later(prompt: readonly number[], output: readonly number[]): TurnSketch {
  return {
    promptMessages: [...history, toolResult("x"), assistant("after x"), user("on")],
    prompt,
    output,
  };
}

/** Every case is run by every policy, with a threshold of 3 tokens. */
const CASES = {
  "a session that goes on": [first, clean],
  "two branches of one answer": [first, clean, next("y", [1, 2, 3, 6], [7])],
  "an answer whose end drifts, before a short answer": [first, next("x", [1, 2, 9, 4], [5])],
  "an answer whose end drifts, before a long answer": [first, next("x", [1, 2, 9, 4], [5, 5, 5, 5])],
  "a long answer that drifts from its first token": [
    { ...first, output: [2, 3, 3, 3] },
    next("x", [1, 9, 3, 3, 3, 4], [5]),
  ],
  "drift before the answer": [{ ...first, prompt: [1, 1] }, next("x", [1, 8, 2, 3, 4], [5])],
  "a drift in one branch and a clean other": [
    first,
    next("x", [1, 2, 9, 4], [5]),
    next("y", [1, 2, 3, 6], [7]),
  ],
  "a short answer that the client rewrote": [
    first,
    { promptMessages: [...ask, assistant("b"), user("on")], prompt: [1, 8, 8], output: [5] },
  ],
  "an answer without log-probs": [first, { ...clean, outputLogProbs: null }],
  "an answer with one unknown log-prob": [
    { ...first, outputLogProbs: Float64Array.of(-1, Number.NaN) },
    clean,
  ],
  "an answer that could not be proven": [first, { ...clean, refusal: "engine_count_disagrees" }],
  "an answer that never arrived, and the retry": [
    { ...first, delivery: "undelivered" },
    { ...first, output: [2, 7] },
  ],
  "an undelivered answer that was echoed all the same": [{ ...first, delivery: "undelivered" }, clean],
  "an answer that arrived in part": [first, { ...clean, delivery: "partly_delivered" }],
  "a title call": [
    { promptMessages: [user("title?")], prompt: [6], output: [7, 7], auxiliary: "title" },
    first,
  ],
  "an answer that was cut, with a closer after it": [
    { ...first, finishReason: "length" },
    next("x", [1, 2, 3, 0, 4], [5], {
      scaffolds: [{ start: 3, length: 1, reason: "closer_after_truncation" }],
    }),
  ],
  "an answer whose ids nobody knows, between two whose ids are known": [
    first,
    { ...next("x", [], []), refusal: "no_token_ids" },
    later([1, 2, 3, 4, 9, 6], [7]),
  ],
  "a realigned answer before an answer that forks": [
    first,
    next("x", [1, 2, 9, 4], [5]),
    later([1, 2, 9, 4, 8, 6], [7, 7, 7]),
  ],
  "another tool list": [first, { ...clean, headerDigest: "tools" }],
} as const satisfies Record<string, readonly TurnSketch[]>;

export type CaseName = keyof typeof CASES;

/** Runs the suite that all policies share, and compares what this one makes of each case. */
export function runPolicyCases(name: PolicyName, outcomes: Readonly<Record<CaseName, Outcome>>): void {
  describe(`policy ${name}`, () => {
    const names = Object.keys(CASES).filter((key): key is CaseName => key in CASES);
    it.each(names)("%s", (key) => {
      expect(outcomeOf(name, recordingOf(...CASES[key]))).toEqual({ lost: [], ...outcomes[key] });
    });

    describe("settings", () => {
      it("cuts samples, and makes none of what then trains nothing", () => {
        const run = runWith(name, CASES["a session that goes on"], { max_sample_tokens: 4 });
        expect(run).toEqual({ samples: ["c|TTc"], lost: ["1 of turn 2 dropped cut_by_max_sample_tokens"] });
      });

      it("leaves out samples that train fewer tokens than asked for", () => {
        const run = runWith(name, CASES["a session that goes on"], { min_trained_tokens: 4 });
        expect(run.samples).toEqual([]);
        expect(run.lost).toEqual([
          "2 of turn 1 dropped below_min_trained_tokens",
          "1 of turn 2 dropped below_min_trained_tokens",
        ]);
      });

      it("takes auxiliary calls in when asked to", () => {
        expect(runWith(name, CASES["a title call"], { include_auxiliary: true }).samples).toEqual([
          "c|TT",
          "c|TT",
        ]);
      });

      it("takes undelivered answers in when asked to", () => {
        const lost = CASES["an answer that never arrived, and the retry"];
        expect(runWith(name, lost, { include_undelivered: true }).samples).toEqual(["c|TT", "c|TT"]);
      });

      it("trains shared answers again in every leaf unless told to train once", () => {
        const branches = CASES["two branches of one answer"];
        expect(runWith(name, branches, { train_once: false }).samples).toEqual(["c|TTcT", "c|TTcT"]);
        expect(runWith(name, branches, { train_once: true }).samples).toEqual(["c|TTcT", "c|eecT"]);
      });

      it("trains all of an answer of mixed weights, none of it, or what the newest sampled, as told", () => {
        const weightSpans = [
          { version: "W1", start: 0, end: 1 },
          { version: "W2", start: 1, end: 2 },
        ];
        const mixed = [{ ...first, weightSpans }, clean];
        expect(runWith(name, mixed, {}).samples).toEqual(["c|TTcT"]);
        expect(runWith(name, mixed, { weights: "one" }).samples).toEqual(["c|xxcT"]);
        expect(runWith(name, mixed, { weights: "one" }).lost).toEqual(["2 of turn 1 refused weights_mixed"]);
        expect(runWith(name, mixed, { weights: "newest" }).samples).toEqual(["c|xTcT"]);
        expect(runWith(name, mixed, { weights: "newest" }).lost).toEqual([
          "1 of turn 1 refused older_weights",
        ]);
      });

      it("trains nothing of an answer whose weights nobody can place, where weights matter", () => {
        const engine = { cachedTokens: null, withheldCalls: null, unplacedWeights: ["W1", "W2"] };
        const unplaced = [{ ...first, engine }, clean];
        expect(runWith(name, unplaced, {}).samples).toEqual(["c|TTcT"]);
        for (const weights of ["one", "newest"] as const) {
          expect(runWith(name, unplaced, { weights })).toEqual({
            samples: ["c|xxcT"],
            lost: ["2 of turn 1 refused weights_unplaced"],
          });
        }
      });

      it("asks for log-probs or does without, as told", () => {
        const missing = CASES["an answer without log-probs"];
        expect(runWith(name, missing, { require_log_probs: true }).samples).toEqual(["c|TTcx"]);
        expect(runWith(name, missing, { require_log_probs: false }).samples).toEqual(["c|TTcT"]);
      });
    });
  });
}

function runWith(name: PolicyName, sketches: readonly TurnSketch[], settings: PolicyOverrides): Outcome {
  return outcomeOf(name, recordingOf(...sketches), settings);
}

function outcomeOf(name: PolicyName, recording: Recording, settings: PolicyOverrides = {}): Outcome {
  const policy = resolvePolicy(name, { fork_threshold_tokens: 3, ...settings });
  const { samples, ledger } = linearise(recording, policy);
  expect(ledger.balanced).toBe(true);
  expect(ledger.lost.reduce((sum, { length }) => sum + length, ledger.trained)).toBe(ledger.sampled);
  for (const sample of samples) expectTrainedWhereSampled(recording, sample);
  return { samples: samples.map(written), lost: ledger.lost.map(writtenLoss) };
}

/** A trained token stands where it was sampled, after the ids it was sampled after, and the mask says the same. */
function expectTrainedWhereSampled(recording: Recording, sample: Sample): void {
  const { tokens, lossMask, responseLength } = materialiseSample(recording, sample);
  const regionStart = tokens.length - responseLength;
  for (const span of sample.spans) {
    const mask = lossMask.subarray(span.start - regionStart, span.start - regionStart + span.length);
    if (span.state !== "trained") {
      if (span.start >= regionStart) expect([...mask].every((bit) => bit === 0)).toBe(true);
      continue;
    }
    expect([...mask].every((bit) => bit === 1)).toBe(true);
    const end = span.start + span.length;
    const prompt = recording.prompts.ids(span.turn);
    const output = recording.turns[span.turn - 1]?.outputIds ?? new Int32Array();
    expect([...tokens.subarray(0, end)]).toEqual([...prompt, ...output].slice(0, end));
    expect(span.start).toBe(prompt.length + span.outputStart);
  }
}

const LETTERS: Readonly<Record<SampleSpan["state"], string>> = {
  context: "c",
  trained: "T",
  scaffold: "s",
  reemitted: "e",
  realigned: "r",
  refused: "x",
};

function written({ spans, length, responseLength }: Sample): string {
  const letters = spans.map((span) => LETTERS[span.state].repeat(span.length)).join("");
  return `${letters.slice(0, length - responseLength)}|${letters.slice(length - responseLength)}`;
}

function writtenLoss({ turn, length, fate }: LostRun): string {
  const reason = fate.state === "realigned" ? `by turn ${fate.byTurn}` : fate.reason;
  return `${length} of turn ${turn} ${fate.state} ${reason}`;
}
