import { firstTurnsBelow } from "@/lib/core/tree/first-turns-below";
import type { MessageNode } from "@/lib/core/tree/tree";
import { type WalkedNode, walkTree } from "@/lib/core/tree/walk-tree";

/** A node with what its place in the tree says about it. `parent` is a position in the ordered list. */
export interface PlacedNode extends WalkedNode {
  /** The turn that brought it into the tree: the smallest turn index at or below it. */
  readonly firstTurn: number;
}

/** A tree is drawn again whenever a setting moves that leaves it as it is. */
const orders = new WeakMap<readonly MessageNode[], readonly PlacedNode[]>();

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
  const order = orders.get(roots) ?? orderAnew(roots);
  orders.set(roots, order);
  return order;
}

function orderAnew(roots: readonly MessageNode[]): readonly PlacedNode[] {
  const walked = walkTree(roots);
  const firstTurns = firstTurnsBelow(walked);
  const order = walked.map((_, at) => at);
  const turnOf = (at: number): number => firstTurns[at] ?? 0;
  order.sort((left, right) => turnOf(left) - turnOf(right) || left - right);
  const position = new Int32Array(walked.length);
  order.forEach((at, to) => {
    position[at] = to;
  });
  return order.flatMap((at) => {
    const own = walked[at];
    if (!own) return [];
    const { node, depth, rank } = own;
    const parent = own.parent < 0 ? -1 : (position[own.parent] ?? -1);
    return [{ node, parent, depth, rank, firstTurn: turnOf(at) }];
  });
}
