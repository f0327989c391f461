import { describe, expect, it } from "vitest";
import { parseSessionFilter } from "./session-filter";
import { rangeIn, rangeTerms, withoutRange } from "./step-terms";

describe("a stretch of steps in a filter", () => {
  it.each([
    { from: 60, to: 66 },
    { from: 7, to: 7 },
    { from: 0, to: 3 },
  ])("is read back as it was chosen: $from to $to", (range) => {
    const filter = ["run:r7", ...rangeTerms("step", range)].join(" ");
    expect(parseSessionFilter(filter).problems).toEqual([]);
    expect(rangeIn(filter, "step")).toEqual(range);
    expect(rangeIn(filter, "group")).toBeNull();
    expect(withoutRange(filter)).toBe("run:r7");
  });

  it("is none where one end is open, and leaves other conditions alone", () => {
    expect(rangeIn("step:>=4", "step")).toBeNull();
    expect(withoutRange('turns:>2 "step:4 in words" -step:4')).toBe('turns:>2 "step:4 in words" -step:4');
  });
});
