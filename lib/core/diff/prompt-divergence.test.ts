import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { divergenceOutcome } from "./divergence-outcome";
import { divergenceWords } from "./divergence-words";
import { type PromptDivergence, promptDivergence } from "./prompt-divergence";

const divergence: PromptDivergence = {
  turn: 7,
  held_turn: 6,
  held_length: 12_418,
  prompt_length: 12_500,
  common: 12_391,
  answer_start: 12_380,
  answer_length: 38,
  output_length: 48,
  relation: "follows",
};

const wordsUnder = (
  policy: string,
  threshold: number,
  { differing, ...given }: Partial<PromptDivergence> & { readonly differing?: number } = {},
): string => {
  const facts = { ...divergence, ...given };
  return divergenceWords(
    facts,
    divergenceOutcome(facts, resolvePolicy(policy, { fork_threshold_tokens: threshold })),
    differing ?? facts.held_length - facts.common,
  );
};

const PARTS =
  "Turn 7's prompt matches the 12,418 held tokens up to 12,391; 27 differ, inside turn 6's answer (starts 12,380).";

describe("what is said of a divergence", () => {
  it("names the number that decides, and what it costs", () => {
    expect(wordsUnder("slime", 64)).toBe(
      `${PARTS} Turn 7's answer is 48 tokens < threshold 64 → realign: 38 held tokens lose their signal.`,
    );
    expect(wordsUnder("slime-repaired", 64)).toBe(
      `${PARTS} The tail that differs is 27 tokens < threshold 64 → realign: 27 held tokens lose their signal.`,
    );
    expect(wordsUnder("slime", 32)).toBe(
      `${PARTS} Turn 7's answer is 48 tokens ≥ threshold 32 → fork: turn 7 opens a sample of its own, and what turn 6 sampled stays in another.`,
    );
  });

  it("says why else a prompt forks, and when it merges", () => {
    expect(wordsUnder("strict", 64)).toContain("This policy realigns nothing → fork");
    expect(wordsUnder("slime", 64, { common: 100 })).toContain("Tokens before the answer changed");
    expect(wordsUnder("slime", 64, { relation: "branches" })).toContain("The messages themselves part here");
    expect(wordsUnder("slime", 64, { relation: "rewrites" })).toContain(
      "Turn 6's answer is 38 tokens < threshold 64 → merge",
    );
  });

  it("counts what differs, and not all that follows", () => {
    expect(wordsUnder("slime", 64, { differing: 2 })).toContain(
      "up to 12,391; of the 27 that follow 2 differ, inside turn 6's answer",
    );
    expect(wordsUnder("slime", 64, { differing: 1 })).toContain("of the 27 that follow 1 differs");
  });

  it("speaks of one token as one", () => {
    expect(wordsUnder("slime-repaired", 64, { common: 12_417 })).toMatch(
      /; 1 differs, .* The tail that differs is 1 token < threshold 64 → realign: 1 held token loses its signal\.$/,
    );
  });

  it("says when nothing departs", () => {
    expect(wordsUnder("slime", 64, { common: 12_418 })).toContain("nothing differs");
  });
});

describe("the outcome of a divergence", () => {
  it("is what linearise makes of it: a turn whose ids fork opens a sample, one that realigns or goes on does not", () => {
    const thresholds = fc.integer({ min: 0, max: 12 });
    const policies = fc.constantFrom(...Object.keys(BUILT_IN_POLICIES));
    fc.assert(
      fc.property(
        arbitraryRecording({ faults: false }),
        policies,
        thresholds,
        (recording, name, threshold) => {
          // What a turn without tokens leaves is no sequence that a later prompt could go on from.
          fc.pre(recording.turns.every(({ outputIds }) => outputIds.length > 0));
          const policy = resolvePolicy(name, { fork_threshold_tokens: threshold });
          const inspected = viewRecording(recording, { reward: null }, policy);
          const opening = new Set(inspected.result.samples.map(({ turns }) => turns[0]));
          for (const { turns } of inspected.result.samples) {
            for (const turn of turns) {
              const found = promptDivergence(inspected, turn);
              if (found?.relation !== "follows") continue;
              const { kind } = divergenceOutcome(found, policy);
              expect(kind === "fork", `turn ${turn}`).toBe(opening.has(turn));
            }
          }
        },
      ),
    );
  });
});
