import { describe, expect, it } from "vitest";
import type { StepFigures } from "@/lib/core/list/run-steps";
import { placesOf, rangeOfPlaces, rangeWords } from "./step-range";

const column = (at: number): StepFigures => ({
  ...{ at, sessions: 8, sampled_tokens: 1000, trained_tokens: 900, reward: 0.5 },
  ...{ realigned_tokens: 60, refused_tokens: 40, dropped_tokens: 0 },
});
const columns = [40, 41, 43, 44].map(column);

describe("a stretch of steps", () => {
  it("is found by its steps, also where one is missing, and read back from its places", () => {
    expect(placesOf(columns, { from: 41, to: 43 })).toEqual({ first: 1, last: 2 });
    expect(placesOf(columns, { from: 42, to: 42 })).toBeNull();
    expect(placesOf(columns, null)).toBeNull();
    expect(rangeOfPlaces(columns, { first: 3, last: 1 })).toEqual({ from: 41, to: 44 });
    expect(rangeOfPlaces(columns, { first: 2, last: 2 })).toEqual({ from: 43, to: 43 });
  });

  it("is told with its figures, one step with its reward", () => {
    expect(rangeWords("step", columns.slice(1, 3))).toBe(
      "steps 41–43 · 16 sessions · 1,800 of 2,000 sampled tokens train",
    );
    expect(rangeWords("group", columns.slice(0, 1))).toContain("group 40 · 8 sessions");
    expect(rangeWords("step", columns.slice(0, 1))).toMatch(/train · reward 0\.5$/);
  });
});
