import { plural } from "@/lib/core/base/format-count";
import type { SetDetector } from "@/lib/health/detector";
import { inGroups } from "@/lib/health/in-groups";

/** A session weighs much from this many times the samples of the others of its group, on average. */
const TIMES_OTHERS = 2;

export const manyLeaves: SetDetector = {
  name: "many_leaves",
  level: "warn",
  looksAt: "set",
  rule: "it has two samples or more, and more than twice as many as the others of its group have on average",
  find: (sessions) =>
    inGroups(sessions, (members) => {
      const all = members.reduce((sum, { samples }) => sum + samples, 0);
      return members.filter(
        ({ samples }) =>
          members.length > 1 &&
          samples > 1 &&
          samples * (members.length - 1) > TIMES_OTHERS * (all - samples),
      );
    }),
  sentence: ({ sessions, groups }) =>
    `${plural(sessions, "session")} of ${plural(groups, "group")} ${sessions === 1 ? "has" : "have"} more than twice the samples of the others, and so of the gradient under weights by row.`,
};
