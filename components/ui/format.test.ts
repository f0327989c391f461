import { describe, expect, it } from "vitest";
import { formatBytes, formatDuration, formatLogProb, formatReward, formatShare, formatShort } from "./format";

describe("figures on the page", () => {
  it("shorten large counts without losing their size", () => {
    expect([0, 999, 1000, 12_418, 154_901, 2_300_000].map(formatShort)).toEqual([
      "0",
      "999",
      "1k",
      "12.4k",
      "155k",
      "2.3M",
    ]);
  });

  it("give lengths in bytes in units of a thousand", () => {
    expect([0, 980, 12_418, 999_999, 4_000_000].map(formatBytes)).toEqual([
      "0 B",
      "980 B",
      "12.4 kB",
      "1000 kB",
      "4.0 MB",
    ]);
  });

  it("never round a part to nothing or to the whole", () => {
    expect(formatShare(1, 100_000)).toBe("0.1%");
    expect(formatShare(99_999, 100_000)).toBe("99.9%");
    expect(formatShare(5, 5)).toBe("100%");
    expect(formatShare(0, 0)).toBe("—");
  });

  it("say not recorded where there is no log-prob, never 0", () => {
    expect(formatLogProb(Number.NaN)).toBe("not recorded");
    expect([-0.25, -0.000_02, 0].map(formatLogProb)).toEqual(["-0.2500", "-2.0e-5", "0.0000"]);
  });

  it("tell a missing reward from one of 0", () => {
    expect([formatReward(null), formatReward(0), formatReward({ leaf: 1 })]).toEqual(["—", "0", "per leaf"]);
  });

  it("tell a duration in two units at most", () => {
    expect([0, 480, 12_400, 200_000, 7_500_000, 90_000_000].map(formatDuration)).toEqual([
      "0 ms",
      "480 ms",
      "12 s",
      "3 min 20 s",
      "2 h 5 min",
      "1 d 1 h",
    ]);
  });
});
