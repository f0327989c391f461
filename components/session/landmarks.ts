import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";

/** What the keyboard goes from one to the next of, with what it is called when there is none. */
export const LANDMARK_WORDS = {
  fork: "fork",
  drift: "changed tokens",
  loss: "refused or dropped message",
  compaction: "compaction",
  error: "error",
} as const;

export type Landmark = keyof typeof LANDMARK_WORDS;

/** The same, and every message that lost tokens, whatever took them. */
export const SOUGHT_WORDS = { ...LANDMARK_WORDS, lost: "loss" } as const;

export type Sought = keyof typeof SOUGHT_WORDS;

const REALIGNED = stateCode("realigned");
const REFUSED = stateCode("refused");
const DROPPED = stateCode("dropped");

/** Whether a node is one of the kind looked for. `turn` is the one that sampled it; null for a prompt's message. */
export function isLandmark(node: NodeView, turn: TurnView | null, kind: Sought): boolean {
  switch (kind) {
    case "fork":
      return node.forks.length > 0;
    case "drift":
      return node.drift_spans > 0 || turn?.drift?.kind === "suffered";
    case "loss":
      return (node.counts[REFUSED] ?? 0) + (node.counts[DROPPED] ?? 0) > 0 || node.merged_rewrite !== null;
    case "lost":
      return (node.counts[REALIGNED] ?? 0) > 0 || isLandmark(node, turn, "loss");
    case "compaction":
      return node.fork_cause === "compaction";
    case "error":
      return turn !== null && isError(turn);
    default:
      return kind satisfies never;
  }
}

function isError({ finish_reason: reason, ill_formed: illFormed, delivery }: TurnView): boolean {
  return reason === "error" || reason === "abort" || illFormed !== null || delivery === "undelivered";
}

/**
 * The next node of a kind, going round at the end; null when there is none.
 *
 * @param order positions of the nodes in the order in which they are read.
 * @param current the selected node's position; -1 when none is selected.
 */
export function nextLandmark(
  { nodes, turns }: { readonly nodes: readonly NodeView[]; readonly turns: readonly TurnView[] },
  order: readonly number[],
  current: number,
  kind: Sought,
  step: 1 | -1,
): string | null {
  const from = order.indexOf(current);
  const start = from < 0 && step < 0 ? 0 : from;
  for (let distance = 1; distance <= order.length; distance++) {
    const at = order[(((start + step * distance) % order.length) + order.length) % order.length];
    const node = at === undefined ? undefined : nodes[at];
    if (!node) continue;
    const turn = node.turn === null ? null : (turns[node.turn - 1] ?? null);
    if (isLandmark(node, turn, kind)) return node.id;
  }
  return null;
}
