import { describe, expect, it } from "vitest";
import { groupAdvantages } from "./group-advantages";

describe("advantages within a group", () => {
  it("are distances from the mean in standard deviations", () => {
    const { mean, std, advantages } = groupAdvantages([1, 0, 0, 1]);
    expect(mean).toBe(0.5);
    expect(std).toBeCloseTo(0.57735, 5);
    expect(advantages).toEqual([1, -1, -1, 1].map((sign) => expect.closeTo(sign * 0.86602, 4)));
  });

  it("are nought where all rewards are the same, and for a group of one", () => {
    expect(groupAdvantages([2, 2]).advantages).toEqual([0, 0]);
    expect(groupAdvantages([2])).toEqual({ mean: 2, std: 0, advantages: [0] });
  });

  it("leave out sessions without a reward", () => {
    expect(groupAdvantages([null, 3, null])).toEqual({ mean: 3, std: 0, advantages: [null, 0, null] });
    expect(groupAdvantages([null])).toEqual({ mean: null, std: null, advantages: [null] });
  });
});
