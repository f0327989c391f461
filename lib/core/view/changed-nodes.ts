import type { NodeView, SessionView } from "./session-view";

/**
 * Ids of the nodes that another policy changes. It adds them or takes them away, their tokens go another way, or they
 * fork where they did not. A node has one id wherever it appears.
 *
 * @example
 * changedNodes(strictView, slimeView); // Set { "3f2a…" }
 */
export function changedNodes(before: SessionView, after: SessionView): ReadonlySet<string> {
  const known = new Map(before.nodes.map((node) => [node.id, node]));
  const changed = new Set<string>();
  for (const node of after.nodes) {
    const other = known.get(node.id);
    if (!other || !isSame(other, node)) changed.add(node.id);
    known.delete(node.id);
  }
  for (const id of known.keys()) changed.add(id);
  return changed;
}

function isSame(a: NodeView, b: NodeView): boolean {
  return (
    a.turn === b.turn &&
    a.fork_cause === b.fork_cause &&
    a.forks.length === b.forks.length &&
    a.forks.every((fork, at) => fork === b.forks[at]) &&
    (a.merged_rewrite === null) === (b.merged_rewrite === null) &&
    a.counts.every((count, state) => count === b.counts[state])
  );
}
