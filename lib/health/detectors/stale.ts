import { plural } from "@/lib/core/base/format-count";
import type { SetDetector } from "@/lib/health/detector";
import { inGroups } from "@/lib/health/in-groups";

/** Versions that trainers which run one or two steps ahead of their rollouts mix as a rule. */
const MOST_APART = 2;

export const stale: SetDetector = {
  name: "stale",
  level: "warn",
  looksAt: "set",
  rule: "weights more than 2 versions apart sampled in its group; versions that are no numbers are not compared",
  find: (sessions) =>
    inGroups(sessions, (members) => {
      const versions = members.flatMap(({ oldest_weights: oldest, newest_weights: newest }) =>
        oldest === null || newest === null ? [] : [oldest, newest],
      );
      return Math.max(...versions) - Math.min(...versions) > MOST_APART ? members : [];
    }),
  sentence: ({ groups, sessions }) =>
    `${plural(groups, "group")} of ${plural(sessions, "session")} ${groups === 1 ? "was" : "were"} sampled by weights more than 2 versions apart.`,
};
