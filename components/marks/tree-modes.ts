import { pathTo } from "@/lib/core/view/path-to";
import type { SessionView } from "@/lib/core/view/session-view";

/** How the session is laid out: with its branches, as lanes without text, or one conversation alone. */
export const TREE_MODES = ["tree", "lanes", "linear"] as const;
export type TreeMode = (typeof TREE_MODES)[number];

/**
 * Positions of one conversation, from its root to its leaf: the one that runs through the selected message, going on
 * with each first child; the session's first when none is selected.
 *
 * @param through position of a message; -1 for none.
 */
export function conversationThrough(
  { nodes }: Pick<SessionView, "nodes">,
  through: number,
): ReadonlySet<number> {
  const shown = new Set(pathTo(nodes, Math.max(0, through)));
  let last = Math.max(0, through);
  nodes.forEach(({ parent }, at) => {
    if (at <= last || parent !== last) return;
    shown.add(at);
    last = at;
  });
  return shown;
}
