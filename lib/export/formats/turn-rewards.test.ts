import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { exportSession } from "@/lib/export/export-session";
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";

const policy = resolvePolicy("slime", { fork_threshold_tokens: 0, reward_mode: "turn" });

/** The lines of two samples: the first trains turns 1 and 2, the second turn 3. */
function linesUnder(format: string) {
  const session = { ...SESSION, turn_rewards: { 1: 0.25, 2: 1, 3: -1 } };
  const { lines } = exportSession(exportOf(FORKED, { format, session, policy }));
  return Array.from(lines, (line) => JSON.parse(line));
}

describe("rewards of turns", () => {
  it("are a column for SkyRL, each at the last trained token of its turn", () => {
    expect(linesUnder("skyrl").map(({ rewards }) => rewards)).toEqual([[[0, 0.25, 0, 0, 1]], [[0, 0, -1]]]);
  });

  it("are scores of turns for verl, beside their sum", () => {
    const lines = linesUnder("verl");
    expect(lines.map(({ extra_fields: { turn_scores } }) => turn_scores)).toEqual([[0.25, 1], [-1]]);
    expect(lines.map(({ reward_score }) => reward_score)).toEqual([1.25, -1]);
  });

  it.each([
    ["slime", (line: { reward: number }) => line.reward],
    ["areal", (line: { reward: number }) => line.reward],
    ["packed", (line: { samples: { reward: number }[] }) => line.samples.map(({ reward }) => reward)],
  ])("are summed for %s, which has no field for them", (format, rewardOf) => {
    expect(linesUnder(format).flatMap(rewardOf)).toEqual([1.25, -1]);
  });

  it.each(["slime", "verl", "areal", "trl", "prime-rl", "skyrl", "tinker"])(
    "stand one by one under turntree in lines for %s",
    (format) => {
      const marks = linesUnder(format).map(
        (line) => line.turntree ?? line.metadata?.turntree ?? line.extra_fields?.turntree,
      );
      expect(marks.map(({ turn_rewards }) => turn_rewards)).toEqual([{ 1: 0.25, 2: 1 }, { 3: -1 }]);
      expect(marks.map(({ reward_mode }) => reward_mode)).toEqual(["turn", "turn"]);
    },
  );
});
