/** A node of a tree, parents before their children. */
export interface SparingNode {
  /** Position of the parent; -1 for a root. */
  readonly parent: number;
  /** The turn that sampled it; null where none did. */
  readonly turn: number | null;
}

/**
 * How many tokens each turn's graft spared beside those that the turns before it on its path spared. An audit counts
 * all that a prompt holds, so that a token which is spared once is found by every later audit.
 *
 * @param found what a turn's audit found; 0 where it spared nothing.
 * @example
 * // three turns of one conversation, whose audits found 100, 180 and 216
 * ownSpared(nodes, foundOf); // Map { 1 → 100, 2 → 80, 3 → 36 }
 */
export function ownSpared(
  nodes: readonly SparingNode[],
  found: (turn: number) => number,
): ReadonlyMap<number, number> {
  const own = new Map<number, number>();
  const heldAt = new Int32Array(nodes.length);
  nodes.forEach(({ parent, turn }, at) => {
    const before = heldAt[parent] ?? 0;
    const here = turn === null ? 0 : found(turn);
    heldAt[at] = Math.max(before, here);
    if (turn !== null && here > 0) own.set(turn, Math.max(0, here - before));
  });
  return own;
}
