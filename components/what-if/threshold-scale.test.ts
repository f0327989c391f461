import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestStop, placeOf, scaleBars, stepStop, thresholdAt } from "./threshold-scale";

const drift = (tokens: number) => ({ turn: 1, kind: "drift" as const, tokens });

describe("the scale of thresholds", () => {
  it("begins at 0, ends at the most, and can be read both ways", () => {
    expect([0, 31, 1023].map((threshold) => placeOf(threshold, 1023))).toEqual([0, 0.5, 1]);
    fc.assert(
      fc.property(fc.nat(5000), (threshold) => {
        expect(thresholdAt(placeOf(threshold, 5000), 5000)).toBeCloseTo(threshold, 6);
      }),
    );
  });

  it("snaps to the nearest breakpoint", () => {
    expect(nearestStop(placeOf(20, 1023), [0, 8, 90], 1023)).toBe(8);
    expect(nearestStop(1, [0, 8, 90], 1023)).toBe(90);
  });

  it("steps over what changes nothing, and stops at the ends", () => {
    const stops = [0, 8, 90];
    expect([1024, 90, 8].map((threshold) => stepStop(threshold, stops, -1))).toEqual([8, 8, 0]);
    expect([0, 5, 8].map((threshold) => stepStop(threshold, stops, 1))).toEqual([8, 8, 90]);
    expect([stepStop(0, stops, -1), stepStop(90, stops, 1)]).toEqual([null, null]);
  });

  it("counts every comparison in one bar", () => {
    const bars = scaleBars([drift(2), drift(2), drift(700)], 1023);
    expect(bars.map(({ count, least, most }) => [count, least, most])).toEqual([
      [2, 2, 2],
      [1, 700, 700],
    ]);
  });
});
