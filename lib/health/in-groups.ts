import { groupBy } from "@/lib/core/base/group-by";
import type { ListedSession } from "./detector";

/** What is found in each group of sessions by itself; dropped sessions and those of no group take no part. */
export function inGroups(
  sessions: readonly ListedSession[],
  find: (members: readonly ListedSession[]) => readonly ListedSession[],
): readonly ListedSession[] {
  const grouped = sessions.filter(({ group_index: group, status }) => group !== null && status !== "dropped");
  return [...groupBy(grouped, ({ group_index: group }) => group).values()].flatMap(find);
}
