import { describe, expect, it } from "vitest";
import { ProcessFigures } from "./process-figures";

describe("the figures of a process", () => {
  it("are those that all of its threads have written", () => {
    const one = new ProcessFigures();
    const other = new ProcessFigures(one.memory);
    one.observe("batch_writes", 3);
    other.observe("batch_writes", 600);
    one.add("calls", 2);
    other.add("calls", -1);
    const batches = one.histograms().find(({ metric }) => metric === "batch_writes");
    expect(batches).toMatchObject({ upTo: [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2], sum: 603 });
    expect(one.gauges().find(({ metric }) => metric === "calls")?.value).toBe(1);
  });

  it("keep fractions of a millisecond in the sum, and a bound in its own bucket", () => {
    const figures = new ProcessFigures();
    for (const ms of [0.25, 1, 1.5]) figures.observe("batch_ms", ms);
    const told = figures.histograms().find(({ metric }) => metric === "batch_ms");
    expect(told?.sum).toBe(2.75);
    expect(told?.upTo.slice(0, 2)).toEqual([2, 3]);
  });
});
