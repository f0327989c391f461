import { describe, expect, it } from "vitest";
import { versionAges, versionRange } from "./version-order";

describe("the order of weight versions", () => {
  it("is that of integers where all are, and weights that nobody has changed are the first", () => {
    expect([...versionAges(["10", "9", "default", "10"])]).toEqual([
      ["10", 2],
      ["9", 1],
      ["default", 0],
    ]);
    expect(versionRange(["10", "9"], [])).toEqual({ oldest: "9", newest: "10" });
  });

  it("is that of first sight in the run where one is none", () => {
    const seen = ["W9", "W10", "11"];
    expect(versionRange(["11", "W10"], seen)).toEqual({ oldest: "W10", newest: "11" });
    expect(versionRange(["W10", "W9"], seen)).toEqual({ oldest: "W9", newest: "W10" });
  });

  it("takes two spellings of one integer for one age", () => {
    const ages = versionAges(["07", "7", "8"]);
    expect([ages.get("07"), ages.get("7"), ages.get("8")]).toEqual([0, 0, 1]);
  });

  it("says nothing of no versions", () => {
    expect(versionRange([], ["7"])).toBeNull();
  });
});
