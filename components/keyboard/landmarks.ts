import type { NodeView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";

/** What the keyboard can go from one to the next of. */
export type Landmark = "turn" | "fork" | "drift" | "loss";

const REFUSED = stateCode("refused");
const DROPPED = stateCode("dropped");

/** Whether a node is one of the kind looked for. */
function isLandmark(node: NodeView, kind: Landmark): boolean {
  switch (kind) {
    case "turn":
      return true;
    case "fork":
      return node.forks.length > 0;
    case "drift":
      return node.drift_spans > 0;
    case "loss":
      return (node.counts[REFUSED] ?? 0) + (node.counts[DROPPED] ?? 0) > 0 || node.merged_rewrite !== null;
    default:
      return kind satisfies never;
  }
}

/**
 * The next node of a kind, going round at the end; null when there is none.
 *
 * @param order positions of the nodes in the order in which they are read.
 * @param current the selected node's position; -1 when none is selected.
 */
export function nextLandmark(
  nodes: readonly NodeView[],
  order: readonly number[],
  current: number,
  kind: Landmark,
  step: 1 | -1,
): string | null {
  const from = order.indexOf(current);
  const start = from < 0 && step < 0 ? 0 : from;
  for (let distance = 1; distance <= order.length; distance++) {
    const at = order[(((start + step * distance) % order.length) + order.length) % order.length];
    const node = at === undefined ? undefined : nodes[at];
    if (node && isLandmark(node, kind)) return node.id;
  }
  return null;
}
