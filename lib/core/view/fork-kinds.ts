import { lostTurns } from "@/lib/core/causes/turns-beside";
import type { Turn } from "@/lib/core/recording/turn";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { ForkKind, MessageNode } from "@/lib/core/tree/tree";
import type { PlacedNode } from "./order-nodes";

/**
 * Says where a session stops being one straight line: per node, why it starts a root, a branch or a new sample.
 *
 * - `root`: a later root; its history shares nothing with the first one.
 * - `rewrite`: a message that the client put in the place of one the model sampled, as a sibling or by a merge.
 * - `branch`: any other later child of its parent.
 * - `token_drift`: the messages go on, the token ids do not, so the turn opens a sample of its own.
 *
 * A lost answer on which nothing was built is no line to leave: what stands beside it is no branch.
 */
export function forkKinds(
  placed: readonly PlacedNode[],
  result: LineariseResult,
  turns: readonly Turn[],
): readonly (readonly ForkKind[])[] {
  const lost = lostTurns(turns);
  const isLostLeaf = ({ turnIndex, children }: MessageNode) =>
    turnIndex !== null && lost.has(turnIndex) && children.length === 0;
  const sampledChild = new Set<number>();
  for (const { node, parent } of placed) if (node.generated && !isLostLeaf(node)) sampledChild.add(parent);
  const drifted = driftedTurns(placed, result);
  const lines = new Map<number, number>();
  return placed.map(({ node, parent }) => {
    if (isLostLeaf(node)) return [];
    const rank = lines.get(parent) ?? 0;
    lines.set(parent, rank + 1);
    const kinds: ForkKind[] = [];
    const rewritesSibling =
      parent >= 0 && rank > 0 && node.role === "assistant" && !node.generated && sampledChild.has(parent);
    if (node.mergedRewrite || rewritesSibling) kinds.push("rewrite");
    else if (parent < 0 && rank > 0) kinds.push("root");
    else if (rank > 0) kinds.push("branch");
    if (node.turnIndex !== null && drifted.has(node.turnIndex)) kinds.push("token_drift");
    return kinds;
  });
}

/** Turns that open a sample although the chain they stand in had one to extend. */
function driftedTurns(placed: readonly PlacedNode[], result: LineariseResult): ReadonlySet<number> {
  const hasSampledAncestor = new Map<number, boolean>();
  const below: boolean[] = [];
  placed.forEach(({ node, parent }, at) => {
    const inherited = parent >= 0 && (below[parent] ?? false);
    below[at] = inherited || node.generated;
    if (node.turnIndex !== null) hasSampledAncestor.set(node.turnIndex, inherited);
  });
  const drifted = new Set<number>();
  for (const sample of result.samples) {
    const first = sample.turns[0];
    if (first !== undefined && hasSampledAncestor.get(first)) drifted.add(first);
  }
  return drifted;
}
