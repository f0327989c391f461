import { plural } from "@/lib/core/base/format-count";
import type { SetDetector } from "@/lib/health/detector";

export const lateReward: SetDetector = {
  name: "late_reward",
  level: "warn",
  looksAt: "set",
  rule: "its rewards were amended after a line of it was exported",
  find: (sessions) =>
    sessions.filter(
      ({ exported_revision: exported, reward_revision: revision }) =>
        exported !== null && exported < revision,
    ),
  sentence: ({ sessions }) =>
    `${plural(sessions, "session")} ${sessions === 1 ? "was" : "were"} exported with rewards that were amended later.`,
};
