import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { MessageNode } from "@/lib/core/tree/tree";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { type SlowNode, slowLinearise } from "@/test/recording/slow-linearise";
import { linearise } from "./linearise";
import { materialiseSample } from "./materialise-sample";

const arbitraryPolicy: fc.Arbitrary<Policy> = fc.record({
  name: fc.constant("slime"),
  matcher: fc.constantFrom("exact", "echo"),
  drift: fc.constantFrom("slime", "slime-repaired", "fork"),
  rewrite: fc.constantFrom("merge", "fork"),
  header: fc.constant("ignored"),
  fork_threshold_tokens: fc.constantFrom(0, 1, 2, 3, 1024),
  reward_mode: fc.constant("full"),
  max_sample_tokens: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(30)),
  train_once: fc.boolean(),
  include_undelivered: fc.boolean(),
  include_auxiliary: fc.boolean(),
  min_trained_tokens: fc.constantFrom(0, 0, 1, 3),
  require_log_probs: fc.boolean(),
  refuse_unproven: fc.boolean(),
  weights: fc.constantFrom("any", "any", "one", "newest"),
  claims: fc.constantFrom("turn", "token"),
});

const RUNS = { numRuns: 500 };

function sequenceOf({ turns, prompts }: Recording, turn: number): number[] {
  return [...prompts.ids(turn), ...(turns[turn - 1]?.outputIds ?? [])];
}

describe("linearise over random sessions", () => {
  it("makes the same tree, samples and counts as the slow lineariser", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        const fast = linearise(recording, { ...policy, matcher: "exact" });
        const slow = slowLinearise(recording, { ...policy, matcher: "exact" });
        expect(fast.tree.map(shape)).toEqual(slow.roots.map(slowShape));
        expect(fast.samples.map((sample) => columns(recording, sample))).toEqual(
          slow.samples.map(({ tokens, responseLength }) => {
            const region = tokens.slice(tokens.length - responseLength);
            return {
              tokens: tokens.map(({ id }) => id),
              responseLength,
              lossMask: responseLength > 0 ? region.map(({ trained }) => Number(trained)) : [],
              logProbs:
                responseLength > 0 ? region.map(({ trained, logProb }) => (trained ? logProb : 0)) : [],
            };
          }),
        );
        expect(fast.ledger).toMatchObject(slow.counts);
      }),
      RUNS,
    );
  });

  it("accounts for every sampled token exactly once", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        const { ledger } = linearise(recording, policy);
        const { sampled, trained, realigned, refused, dropped, trainedTwice } = ledger;
        expect(ledger.balanced).toBe(true);
        expect(sampled).toBe(recording.turns.reduce((sum, turn) => sum + turn.outputIds.length, 0));
        expect(trained + realigned + refused + dropped).toBe(sampled);
        if (policy.train_once) expect(trainedTwice).toBe(0);
      }),
      RUNS,
    );
  });

  it("names the cut for the tokens that stand behind it in their own prompt's sequence, and for no others", () => {
    const outside = ["auxiliary", "merged_away", "no_prompt_messages"];
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        const limit = policy.max_sample_tokens === 0 ? Number.POSITIVE_INFINITY : policy.max_sample_tokens;
        for (const { turn, outputStart, fate } of linearise(recording, policy).ledger.lost) {
          if (fate.state !== "dropped" || outside.includes(fate.reason)) continue;
          const isBehind = recording.prompts.length(turn) + outputStart >= limit;
          expect(fate.reason === "cut_by_max_sample_tokens").toBe(isBehind);
        }
      }),
      RUNS,
    );
  });

  it("makes samples of recorded ids only, each covered by its spans without a gap", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        for (const sample of linearise(recording, policy).samples) {
          const { tokens } = materialiseSample(recording, sample);
          expect([...tokens]).toEqual(sequenceOf(recording, sample.lastTurn).slice(0, sample.length));
          let covered = 0;
          for (const span of sample.spans) {
            expect(span.start).toBe(covered);
            expect(span.length).toBeGreaterThan(0);
            covered += span.length;
          }
          expect(covered).toBe(sample.length);
          const trained = sample.spans.filter(({ state }) => state === "trained");
          expect(trained.reduce((sum, { length }) => sum + length, 0)).toBe(sample.trainedTokens);
        }
      }),
      RUNS,
    );
  });

  it("trains a token only where it was sampled and after the ids it was sampled after", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        for (const sample of linearise(recording, policy).samples) {
          const tokens = [...materialiseSample(recording, sample).tokens];
          for (const span of sample.spans) {
            if (span.state !== "trained") continue;
            expect(span.start).toBe(recording.prompts.length(span.turn) + span.outputStart);
            const end = span.start + span.length;
            expect(tokens.slice(0, end)).toEqual(sequenceOf(recording, span.turn).slice(0, end));
          }
        }
      }),
      RUNS,
    );
  });

  it("says truly what became of a token that a sample carries as context", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        const { samples } = linearise(recording, policy);
        const trains = (sample: number | null, turn: number, at: number) =>
          samples.some(
            ({ index, spans }) =>
              index === sample &&
              spans.some(
                (span) =>
                  span.state === "trained" &&
                  span.turn === turn &&
                  span.outputStart <= at &&
                  at < span.outputStart + span.length,
              ),
          );
        for (const span of samples.flatMap(({ spans }) => spans)) {
          if (span.state !== "reemitted") continue;
          for (let at = span.outputStart; at < span.outputStart + span.length; at++) {
            expect(trains(span.claimedBy, span.turn, at)).toBe(span.outcome === "trained");
          }
        }
      }),
      RUNS,
    );
  });

  it("does not depend on which messages are one object", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), arbitraryPolicy, (recording, policy) => {
        const apart = recording.turns.map((turn) => ({
          ...turn,
          promptMessages: turn.promptMessages.map((message) => structuredClone(message)),
        }));
        expect(linearise({ ...recording, turns: apart }, policy)).toEqual(linearise(recording, policy));
      }),
      RUNS,
    );
  });

  it("gives under strict what slime gives at threshold 0, when nothing is missing and nothing is cut", () => {
    const strict: Policy = { ...BUILT_IN_POLICIES.strict, matcher: "exact" };
    const slime: Policy = { ...BUILT_IN_POLICIES.slime, fork_threshold_tokens: 0 };
    fc.assert(
      fc.property(arbitraryRecording({ faults: false }), (recording) => {
        const ofStrict = linearise(recording, strict);
        const ofSlime = linearise(recording, slime);
        expect(ofStrict.tree).toEqual(ofSlime.tree);
        expect(ofStrict.samples).toEqual(ofSlime.samples);
      }),
      RUNS,
    );
  });
});

it("a cut is the reason of what it took, also where a later prompt would have realigned it", () => {
  const asked = [user("go")];
  const answered = [...asked, assistant("answer 1"), user("on")];
  const further = [...answered, assistant("answer 2"), user("further")];
  const recording = recordingOf(
    { promptMessages: asked, prompt: [1], output: [2, 3] },
    { promptMessages: answered, prompt: [1, 2, 3, 4], output: [5, 6] },
    { promptMessages: further, prompt: [1, 2, 3, 4, 9], output: [7] },
  );
  const dropped = (max_sample_tokens: number) =>
    linearise(recording, resolvePolicy("slime", { max_sample_tokens })).ledger.lost.map(
      ({ turn, length, fate }) => [turn, length, fate.state === "dropped" ? fate.reason : fate.state],
    );
  expect(dropped(0)).toEqual([[2, 2, "realigned"]]);
  expect(dropped(4)).toEqual([
    [2, 2, "cut_by_max_sample_tokens"],
    [3, 1, "cut_by_max_sample_tokens"],
  ]);
});

function columns(recording: Recording, sample: Parameters<typeof materialiseSample>[1]) {
  const { tokens, lossMask, logProbs, responseLength } = materialiseSample(recording, sample);
  return { tokens: [...tokens], responseLength, lossMask: [...lossMask], logProbs: [...logProbs] };
}

interface Shape {
  readonly role: string;
  readonly message: unknown;
  readonly turn: number | null;
  readonly merged: unknown;
  readonly children: readonly Shape[];
}

function shape({ role, message, turnIndex, mergedRewrite, children }: MessageNode): Shape {
  const merged = mergedRewrite && {
    turn: mergedRewrite.abandonedTurnIndex,
    tokens: mergedRewrite.abandonedResponseTokens,
  };
  return { role, message, turn: turnIndex, merged, children: children.map(shape) };
}

function slowShape({ role, message, turn, merged, children }: SlowNode): Shape {
  return { role, message, turn, merged, children: children.map(slowShape) };
}
