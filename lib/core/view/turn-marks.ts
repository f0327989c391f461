import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { ForkKind } from "@/lib/core/tree/tree";
import type { PlacedNode } from "./order-nodes";
import type { TurnMark } from "./session-shape";

/**
 * What the outline of a session tells of each turn, in order: the lane it runs in, and what happened at it. Lanes are
 * those of the tree: the first child goes on in its parent's, every other one opens the next.
 *
 * @param forks why each placed node forks, as `forkKinds` tells it.
 */
export function turnMarks(
  turns: number,
  placed: readonly PlacedNode[],
  forks: readonly (readonly ForkKind[])[],
  { ledger }: Pick<LineariseResult, "ledger">,
): readonly TurnMark[] {
  const laneOfTurn = new Map<number, number>();
  const forkTurns = new Set<number>();
  const laneOf: number[] = [];
  let lanes = 0;
  placed.forEach(({ node, parent, rank, firstTurn }, at) => {
    const lane = parent >= 0 && rank === 0 ? (laneOf[parent] ?? 0) : lanes++;
    laneOf[at] = lane;
    if (node.turnIndex !== null) laneOfTurn.set(node.turnIndex, lane);
    if ((forks[at]?.length ?? 0) > 0) forkTurns.add(firstTurn);
  });
  const drifted = new Set<number>();
  const refused = new Set<number>();
  for (const { turn, fate } of ledger.lost) {
    if (fate.state === "realigned") drifted.add(fate.byTurn);
    if (fate.state === "refused") refused.add(turn);
  }
  return Array.from({ length: turns }, (_, at) => ({
    lane: laneOfTurn.get(at + 1) ?? 0,
    forks: forkTurns.has(at + 1),
    drifts: drifted.has(at + 1),
    refused: refused.has(at + 1),
  }));
}
