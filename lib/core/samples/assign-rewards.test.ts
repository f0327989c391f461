import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RewardMode } from "@/lib/core/policy/policy";
import { assignRewards, type Rewards } from "./assign-rewards";
import { RewardError } from "./reward-error";

const samples = [
  { leafNodeId: "a", leafTurn: 2, reward: null, trained: [{ turn: 1 }, { turn: 1 }] },
  { leafNodeId: "a", leafTurn: 2, reward: null, trained: [{ turn: 2 }] },
  { leafNodeId: "b", leafTurn: 3, reward: null, trained: [{ turn: 3 }] },
];

function given(rewards: Rewards, mode: RewardMode) {
  return assignRewards(samples, rewards, mode).map(({ reward }) => reward);
}

describe("assignRewards", () => {
  it("gives every sample the whole reward", () => {
    expect(given({ reward: 0.25 }, "full")).toEqual([0.25, 0.25, 0.25]);
    expect(given({ reward: { answer: 1, style: 0.5 } }, "full")[2]).toEqual({ answer: 1, style: 0.5 });
    expect(given({ reward: null }, "full")).toEqual([null, null, null]);
  });

  it("gives every sample the rewards of the turns that train in it, each once", () => {
    const turnRewards = { 1: 0.25, 2: 1 };
    expect(given({ reward: 9, turnRewards }, "turn")).toEqual([0.25, 1, 0]);
    expect(given({ reward: 9, turnRewards }, "full")).toEqual([9, 9, 9]);
    expect(given({ reward: 9, turnRewards: {} }, "turn")).toEqual([9, 9, 9]);
  });

  it("splits a reward into shares that add up to it, to the last bit", () => {
    expect(given({ reward: 3 }, "split")).toEqual([1, 1, 1]);
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 40 }),
        (reward, count) => {
          const shared = assignRewards(
            Array.from({ length: count }, () => ({
              ...samples[0],
              leafNodeId: "a",
              leafTurn: 2,
              reward: null,
              trained: [],
            })),
            { reward },
            "split",
          );
          expect(shared.reduce((sum, sample) => sum + Number(sample.reward), 0)).toBe(reward + 0);
        },
      ),
    );
  });

  it("gives each leaf its own, named by node or by turn, and the session's to the others", () => {
    expect(given({ reward: 0, leafRewards: { a: 1 } }, "leaf")).toEqual([1, 1, 0]);
    expect(given({ reward: null, leafRewards: { 3: -1 } }, "leaf")).toEqual([null, null, -1]);
  });

  it("refuses a leaf that is not there, a value that is no number, and a split of several rewards", () => {
    expect(() => given({ reward: 0, leafRewards: { c: 1 } }, "leaf")).toThrow(
      new RewardError('There is no leaf "c"; the leaves are the turns 2 (a), 3 (b).'),
    );
    expect(() => given({ reward: 0, leafRewards: { a: "1" } }, "leaf")).toThrow(/"a" is not a number/);
    expect(() => given({ reward: { a: 1 } }, "split")).toThrow(/cannot be split/);
  });
});
