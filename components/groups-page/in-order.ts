import type { GroupSession } from "@/lib/core/list/group-view";

/** A group's sessions as they came, or the best first; those without a reward come last. */
export function inOrder<Session extends Pick<GroupSession, "advantage">>(
  sessions: readonly Session[],
  order: "index" | "reward",
): readonly Session[] {
  if (order === "index") return sessions;
  const rank = ({ advantage }: Session): number => advantage ?? Number.NEGATIVE_INFINITY;
  return sessions.toSorted((a, b) => rank(b) - rank(a));
}
