import type { MessageNode } from "../tree";

/** A node with what its place in the tree says about it. */
export interface PlacedNode {
  readonly node: MessageNode;
  /** Position of the parent in the ordered list; -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  /** Position among the children of its parent (or among the roots). */
  readonly rank: number;
  /** The turn that brought it into the tree: the smallest turn index at or below it. */
  readonly firstTurn: number;
}

interface Walked {
  readonly node: MessageNode;
  readonly parent: number;
  readonly depth: number;
  readonly rank: number;
  firstTurn: number;
}

/**
 * Lists a tree's nodes in order of insertion, parents before their children, without recursion: a chain of
 * thousands of turns is thousands of levels deep.
 *
 * @example
 * // user ── assistant (turn 1) ── user ── assistant (turn 3)
 * //      └─ assistant (turn 2)
 * orderNodes(tree).map((placed) => placed.firstTurn); // [1, 1, 2, 3, 3]
 */
export function orderNodes(roots: readonly MessageNode[]): readonly PlacedNode[] {
  const walked = walk(roots);
  for (let at = walked.length - 1; at >= 0; at--) {
    const own = walked[at];
    const parent = own && walked[own.parent];
    if (own && parent && own.firstTurn < parent.firstTurn) parent.firstTurn = own.firstTurn;
  }
  const order = walked.map((_, at) => at);
  const turnOf = (at: number): number => walked[at]?.firstTurn ?? 0;
  order.sort((left, right) => turnOf(left) - turnOf(right) || left - right);
  const position = new Int32Array(walked.length);
  order.forEach((at, to) => {
    position[at] = to;
  });
  return order.flatMap((at) => {
    const own = walked[at];
    return own ? [{ ...own, parent: own.parent < 0 ? -1 : (position[own.parent] ?? -1) }] : [];
  });
}

function walk(roots: readonly MessageNode[]): Walked[] {
  const walked: Walked[] = [];
  const pending: { nodes: readonly MessageNode[]; rank: number; parent: number; depth: number }[] = [
    { nodes: roots, rank: 0, parent: -1, depth: 0 },
  ];
  for (let level = pending.pop(); level; level = pending.pop()) {
    const node = level.nodes[level.rank];
    if (!node) continue;
    const { parent, depth, rank } = level;
    pending.push({ ...level, rank: rank + 1 });
    pending.push({ nodes: node.children, rank: 0, parent: walked.length, depth: depth + 1 });
    walked.push({ node, parent, depth, rank, firstTurn: node.turnIndex ?? Number.MAX_SAFE_INTEGER });
  }
  return walked;
}
