import { leftOutBy } from "@/lib/core/annotations/outcome";
import { plural } from "@/lib/core/base/format-count";
import type { SetDetector } from "@/lib/health/detector";

export const noReward: SetDetector = {
  name: "no_reward",
  level: "warn",
  looksAt: "set",
  rule: "it is finished and has no reward of any kind, and its outcome is neither a failure nor masked",
  find: (sessions) =>
    sessions.filter(
      ({ status, reward, leaf_rewards: leaves, turn_rewards: turns, outcome }) =>
        status === "finished" &&
        reward === null &&
        leaves === null &&
        (turns ?? null) === null &&
        leftOutBy(outcome) === null,
    ),
  sentence: ({ sessions }) =>
    `${plural(sessions, "session")} ${sessions === 1 ? "is" : "are"} finished without a reward.`,
};
