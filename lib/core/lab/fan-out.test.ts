import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fanOutShares } from "./fan-out";

describe("what a rollout weighs", () => {
  it("is its part of the samples, or of the trained tokens", () => {
    const shares = fanOutShares([
      { samples: 3, trained_tokens: 10 },
      { samples: 1, trained_tokens: 30 },
      { samples: 0, trained_tokens: 0 },
    ]);
    expect(shares).toEqual([
      { sample_share: 0.75, token_share: 0.25 },
      { sample_share: 0.25, token_share: 0.75 },
      { sample_share: 0, token_share: 0 },
    ]);
  });

  it("is all of the gradient together, unless there is none", () => {
    const rollout = fc.record({ samples: fc.nat(9), trained_tokens: fc.nat(9000) });
    fc.assert(
      fc.property(fc.array(rollout), (rollouts) => {
        const shares = fanOutShares(rollouts);
        const sum = shares.reduce((total, share) => total + share.sample_share, 0);
        const isEmpty = rollouts.every(({ samples }) => samples === 0);
        expect(sum).toBeCloseTo(isEmpty ? 0 : 1, 9);
      }),
    );
  });
});
