/** Two runs of token ids that differ, cut at what they share. */
export interface AlignedTails {
  /** Tokens shared from the start. */
  readonly prefix: number;
  /** Where, after that, the two run on alike for a stretch; the length of each side if they never do. */
  readonly heldEnd: number;
  readonly incomingEnd: number;
}

/** So many equal tokens in a row are no accident, so the difference ends where they begin. */
const RESUME_TOKENS = 4;

/**
 * Finds the differing middle of two runs: after the common prefix, up to the nearest place from where both go on
 * with the same tokens.
 *
 * @example
 * alignTails([1, 2, 3, 7, 8, 9, 10], [1, 5, 5, 7, 8, 9, 10]); // { prefix: 1, heldEnd: 3, incomingEnd: 3 }
 */
export function alignTails(held: readonly number[], incoming: readonly number[]): AlignedTails {
  let prefix = 0;
  while (prefix < held.length && prefix < incoming.length && held[prefix] === incoming[prefix]) prefix++;
  const reach = held.length + incoming.length - 2 * prefix;
  for (let distance = 0; distance <= reach; distance++) {
    for (let left = 0; left <= distance; left++) {
      const [heldEnd, incomingEnd] = [prefix + left, prefix + distance - left];
      if (resumes(held, heldEnd, incoming, incomingEnd)) return { prefix, heldEnd, incomingEnd };
    }
  }
  return { prefix, heldEnd: held.length, incomingEnd: incoming.length };
}

function resumes(
  held: readonly number[],
  heldAt: number,
  incoming: readonly number[],
  incomingAt: number,
): boolean {
  for (let step = 0; step < RESUME_TOKENS; step++) {
    const id = held[heldAt + step];
    if (id === undefined || id !== incoming[incomingAt + step]) return false;
  }
  return true;
}
