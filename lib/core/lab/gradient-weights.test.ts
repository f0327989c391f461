import { describe, expect, it } from "vitest";
import { gradientWeights } from "./gradient-weights";

const shares = (...given: Parameters<typeof gradientWeights>) =>
  gradientWeights(...given).map(({ share }) => Number(share.toFixed(4)));

describe("what tokens weigh in their group's gradient", () => {
  const forked = { advantage: 1, trained: [10, 20, 30] };
  const straight = { advantage: -1, trained: [60] };

  it("counts a rollout as often as it has samples by row, once by session, and by its tokens", () => {
    expect(shares([forked, straight], "row")).toEqual([0.75, 0.25]);
    expect(shares([forked, straight], "session")).toEqual([0.5, 0.5]);
    expect(shares([forked, straight], "token")).toEqual([0.5, 0.5]);
    expect(gradientWeights([forked, straight], "row")[0]?.perToken).toEqual([0.1, 0.05, 1 / 30]);
  });

  it("is nothing where the advantage is 0 or missing, and in a dead group everywhere", () => {
    const none = { advantage: null, trained: [60] };
    expect(shares([forked, { ...straight, advantage: 0 }, none], "row")).toEqual([1, 0, 0]);
    expect(shares([{ ...forked, advantage: 0 }, none], "token")).toEqual([0, 0]);
  });

  it("leaves samples out that train nothing", () => {
    expect(shares([{ advantage: 2, trained: [0, 10] }, straight], "session")).toEqual([0.6667, 0.3333]);
  });
});
