import { EDGE_MARKS } from "@/components/tree/layout/edge-marks";
import type { TreeCard, TreeEdge } from "@/components/tree/layout/tree-layout";
import type { SessionView } from "@/lib/core/view/session-view";

/** What a conversation is called where it leaves another: why, and who speaks in it. */
export interface LaneLabel {
  readonly glyph: string;
  readonly text: string;
  readonly meaning: string;
}

/**
 * Names the line that leads to a card, or a later root that no line leads to. Null where a conversation just goes on,
 * and for the session's first message.
 */
export function laneLabel(
  card: TreeCard,
  edge: TreeEdge | null,
  { nodes, turns }: SessionView,
): LaneLabel | null {
  const node = nodes[card.nodes[0] ?? -1];
  if (!node) return null;
  const kind = edge?.kind ?? (node.forks.length > 0 ? rootKind(node.fork_cause) : "line");
  if (kind === "line") return null;
  const { glyph, label, meaning } = EDGE_MARKS[kind];
  const agent = kind === "sub-agent" ? (turns[node.first_turn - 1]?.sub_agent ?? null) : null;
  const isRoot = edge === null && node.fork_cause !== kind;
  const cause = node.fork_cause !== null && node.fork_cause !== kind ? ` Cause: ${node.fork_cause}.` : "";
  return {
    glyph,
    text: agent ?? (isRoot ? "new root" : label),
    meaning: isRoot
      ? `A history that shares nothing with what was recorded before.${cause}`
      : `${label}: ${meaning}${cause}`,
  };
}

/** No line leads to a root, which is drawn as what its cause says that it begins. */
function rootKind(cause: string | null): "sub-agent" | "new conversation" {
  return cause === "sub-agent" ? cause : "new conversation";
}
