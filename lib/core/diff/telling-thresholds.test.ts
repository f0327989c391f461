import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { divergenceOutcome } from "./divergence-outcome";
import type { PromptDivergence } from "./prompt-divergence";
import { tellingThresholds } from "./telling-thresholds";

/** A prompt of 10 and an answer of 5 were held; the next prompt has 12 of them, and its answer has 48 tokens. */
const DRIFT: PromptDivergence = {
  turn: 2,
  held_turn: 1,
  held_length: 15,
  prompt_length: 20,
  common: 12,
  answer_start: 10,
  answer_length: 5,
  output_length: 48,
  relation: "follows",
};

describe("the thresholds that tell something of a divergence", () => {
  it("are those between which its outcome changes, whatever the threshold is now", () => {
    for (const policy of ["slime", "slime-repaired"]) {
      for (const now of [0, 20, 1024]) {
        const at = (threshold: number) =>
          divergenceOutcome(DRIFT, resolvePolicy(policy, { fork_threshold_tokens: threshold }));
        const telling = tellingThresholds(DRIFT, at(now));
        expect(at(telling?.forks ?? -1).kind).toBe("fork");
        expect(at(telling?.heals ?? -1).kind).toBe("realign");
        expect(telling?.heals).toBe((telling?.forks ?? 0) + 1);
      }
    }
  });

  it("are slime's where the policy heals nothing, and none where no threshold changes anything", () => {
    const strict = divergenceOutcome(DRIFT, resolvePolicy("strict"));
    expect(tellingThresholds(DRIFT, strict)).toEqual({ forks: 48, heals: 49 });
    const before = { ...DRIFT, common: 4 };
    expect(tellingThresholds(before, divergenceOutcome(before, resolvePolicy("slime")))).toBeNull();
    const branches = { ...DRIFT, relation: "branches" } as const;
    expect(tellingThresholds(branches, divergenceOutcome(branches, resolvePolicy("slime")))).toBeNull();
  });
});
