import { describe, expect, it } from "vitest";
import { NO_QUOTA, readRunQuota, spentPart } from "./run-quota";

describe("a run's quota", () => {
  it.each([
    ["", NO_QUOTA],
    ["turns=500", { sessions: null, turns: 500, tokens: null }],
    ["sessions=2, tokens=3", { sessions: 2, turns: null, tokens: 3 }],
  ])("is read from its text: %s", (text, quota) => {
    expect(readRunQuota(text)).toEqual(quota);
  });

  it.each(["turns", "turns=0", "turns=-1", "turns=1,turns=2", "calls=3", "turns=1.5", "turns=1,"])(
    "is none: %s",
    (text) => {
      expect(readRunQuota(text)).toBeNull();
    },
  );

  it("is spent where as much is there as may be, and says of which part", () => {
    const quota = { sessions: 2, turns: null, tokens: 10 };
    const use = { sessions: 1, turns: 900, tokens: 10 };
    expect(spentPart(quota, use, ["turns", "tokens"])).toEqual({ part: "tokens", most: 10 });
    expect(spentPart(quota, use, ["sessions"])).toBeNull();
    expect(spentPart(quota, { ...use, sessions: 2 }, ["sessions"])).toEqual({ part: "sessions", most: 2 });
  });
});
