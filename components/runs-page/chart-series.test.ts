import { describe, expect, it } from "vitest";
import type { TimeFigures } from "@/lib/core/list/run-stats";
import { evenPoints, forkPoints, forkSeries } from "./chart-series";

const cause = (name: string, count: number, subject: "fork" | "drift" = "fork") => ({
  subject,
  cause: name,
  count,
  tokens: 0,
  sessions: 1,
});
const none = {
  sessions: 1,
  turns: 0,
  forks: 0,
  drift_spans: 0,
  refused_tokens: 0,
  samples: 0,
  sampled_tokens: 0,
  trained_tokens: 0,
};

describe("forks over time", () => {
  it("are told by the most frequent causes, and the others together", () => {
    const causes = ["a", "b", "c", "d", "e", "f"].map((name, at) => cause(name, 10 - at));
    const series = forkSeries({ causes: [...causes, cause("drifted", 99, "drift")] });
    expect(series.map(({ label }) => label)).toEqual(["a", "b", "c", "3 others"]);
    const looks = series.map(({ look }) => look);
    expect(new Set(looks).size).toBe(4);
    // A hatch is lost signal, on every page.
    expect(looks).not.toContain("stripes");
    const at: TimeFigures = { ...none, from: 0, causes: [cause("e", 1), cause("f", 2), cause("a", 5)] };
    expect(forkPoints([at], series)[0]?.values).toEqual({ s0: 5, s1: 0, s2: 0, s3: 3 });
  });

  it("run evenly, where there is room", () => {
    const points = [0, 3].map((from) => ({ from, values: { s0: 1 } }));
    expect(evenPoints(points, 1).map(({ values }) => values.s0 ?? 0)).toEqual([1, 0, 0, 1]);
    expect(
      evenPoints(
        [
          { from: 0, values: {} },
          { from: 9999, values: {} },
        ],
        1,
      ).length,
    ).toBe(2);
    expect(evenPoints([], 1)).toEqual([]);
  });
});
