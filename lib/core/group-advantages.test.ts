import { describe, expect, it } from "vitest";
import { groupAdvantages } from "./group-advantages";

describe("group-normalised advantages", () => {
  it("tell rewards by how far they lie from the group's mean", () => {
    const { mean, standardDeviation, advantages } = groupAdvantages([1, 0, 0, 1]);
    expect(mean).toBe(0.5);
    expect(standardDeviation).toBeCloseTo(0.57735, 5);
    expect(advantages.map((value) => value?.toFixed(4))).toEqual(["0.8660", "-0.8660", "-0.8660", "0.8660"]);
  });

  it("are zero where all rewards are the same", () => {
    expect(groupAdvantages([2, 2, 2]).advantages).toEqual([0, 0, 0]);
  });

  it("leave out what has no reward yet", () => {
    const { mean, advantages } = groupAdvantages([3, null, 1]);
    expect(mean).toBe(2);
    expect(advantages[1]).toBeNull();
  });

  it("are none for one reward alone, and for none", () => {
    expect(groupAdvantages([5])).toEqual({ mean: 5, standardDeviation: null, advantages: [null] });
    expect(groupAdvantages([null]).mean).toBeNull();
    expect(groupAdvantages([]).advantages).toEqual([]);
  });
});
