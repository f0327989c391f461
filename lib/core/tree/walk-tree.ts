import type { MessageNode } from "./tree";

/** A node with its place in the tree. */
export interface WalkedNode {
  readonly node: MessageNode;
  /** Position of the parent in the list; -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  /** Position among the children of its parent (or among the roots). */
  readonly rank: number;
}

/**
 * A tree's nodes depth first, in order of insertion, without recursion: a chain of thousands of turns is thousands of
 * levels deep. A node's descendants follow it without a gap.
 *
 * @example
 * // user ── assistant ── user
 * //      └─ assistant
 * walkTree(tree).map(({ parent }) => parent); // [-1, 0, 1, 0]
 */
export function walkTree(roots: readonly MessageNode[]): WalkedNode[] {
  const walked: WalkedNode[] = [];
  const pending: WalkedNode[] = [];
  const queue = (nodes: readonly MessageNode[], parent: number, depth: number): void => {
    for (let rank = nodes.length - 1; rank >= 0; rank--) {
      const node = nodes[rank];
      if (node) pending.push({ node, parent, depth, rank });
    }
  };
  queue(roots, -1, 0);
  for (let next = pending.pop(); next; next = pending.pop()) {
    queue(next.node.children, walked.length, next.depth + 1);
    walked.push(next);
  }
  return walked;
}
