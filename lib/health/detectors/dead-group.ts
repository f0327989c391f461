import { leftOutBy } from "@/lib/core/annotations/outcome";
import { plural } from "@/lib/core/base/format-count";
import { isDeadGroup } from "@/lib/core/lab/is-dead-group";
import type { ListedSession, SetDetector } from "@/lib/health/detector";
import { inGroups } from "@/lib/health/in-groups";

export const deadGroup: SetDetector = {
  name: "dead_group",
  level: "warn",
  looksAt: "set",
  rule: "its group has at least two rewards, all alike, and no session of it is open: each advantage is 0",
  find: (sessions) => inGroups(sessions, (members) => (isDead(members) ? members : [])),
  sentence: ({ groups, sessions }) =>
    `${plural(groups, "dead group")} of ${plural(sessions, "session")}: all rewards alike, so that nothing in them trains.`,
};

function isDead(members: readonly ListedSession[]): boolean {
  const rewards = members.flatMap(({ reward, outcome }) =>
    typeof reward === "number" && leftOutBy(outcome) === null ? [reward] : [],
  );
  return isDeadGroup(
    rewards,
    members.every(({ status }) => status !== "open"),
  );
}
