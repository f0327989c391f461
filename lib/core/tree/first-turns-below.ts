import type { WalkedNode } from "./walk-tree";

/** Stands for "none" where the smallest turn is looked for. */
export const NO_TURN = Number.MAX_SAFE_INTEGER;

/**
 * The smallest turn index at or below each node of a walked tree; `NO_TURN` where there is none.
 *
 * @param isMeant which turns count; all of them unless said.
 *
 * @example
 * // user ── assistant (turn 2)
 * //      └─ assistant (turn 1)
 * firstTurnsBelow(walkTree(tree)); // [1, 2, 1]
 */
export function firstTurnsBelow(
  walked: readonly WalkedNode[],
  isMeant: (turn: number) => boolean = () => true,
): number[] {
  const first = walked.map(({ node: { turnIndex } }) =>
    turnIndex !== null && isMeant(turnIndex) ? turnIndex : NO_TURN,
  );
  // Parents stand before their children.
  for (let at = walked.length - 1; at >= 0; at--) {
    const parent = walked[at]?.parent ?? -1;
    if (parent >= 0) first[parent] = Math.min(first[parent] ?? 0, first[at] ?? 0);
  }
  return first;
}
