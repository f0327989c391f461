import { describe, expect, it } from "vitest";
import { formatCount, plural } from "./format-count";

describe("a count", () => {
  it("stands in full, parted by thousands", () => {
    expect([0, 999, 12_418, 2_300_000].map(formatCount)).toEqual(["0", "999", "12,418", "2,300,000"]);
  });

  it("agrees with its noun, and with the verb where that is given", () => {
    expect([0, 1, 1200].map((count) => plural(count, "turn"))).toEqual(["0 turns", "1 turn", "1,200 turns"]);
    expect([1, 2].map((count) => plural(count, "line was", "lines were"))).toEqual([
      "1 line was",
      "2 lines were",
    ]);
  });
});
