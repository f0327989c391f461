/** What decides between answers that one message may stand for. The fields are asked in this order. */
export interface AnswerStanding {
  /**
   * How far the rest of the call bears the answer out: the number of messages that match on the way through it. Where
   * ids are known, it says whether the prompt's go on from the answer's.
   */
  readonly reach: number;
  /** How many differences must be forgiven; none for an equal answer. */
  readonly tolerances: number;
  readonly isDelivered: boolean;
  /** Whether the sub-agent that asks is the one that was answered. */
  readonly isSameSubAgent: boolean;
  /** Index of the turn that sampled it; 0 for a message that came in a prompt. The latest wins. */
  readonly turnIndex: number;
}

/**
 * The one of several answers that a message is taken to mean. The deepest wins, then the one that needs the fewest
 * tolerances, then a delivered one, then the same sub-agent's, then the latest. Between equals it is the first. An only
 * candidate is not asked for its standing.
 *
 * @example
 * pickAnswer(["a", "b"], (name) => ({ ...alike, isDelivered: name === "b" })); // "b"
 */
export function pickAnswer<Candidate>(
  [first, ...rivals]: readonly [Candidate, ...Candidate[]],
  standingOf: (candidate: Candidate) => AnswerStanding,
): Candidate {
  if (rivals.length === 0) return first;
  let best = { candidate: first, standing: standingOf(first) };
  for (const candidate of rivals) {
    const standing = standingOf(candidate);
    if (isBetter(standing, best.standing)) best = { candidate, standing };
  }
  return best.candidate;
}

function isBetter(a: AnswerStanding, b: AnswerStanding): boolean {
  const byRule = [
    a.reach - b.reach,
    b.tolerances - a.tolerances,
    Number(a.isDelivered) - Number(b.isDelivered),
    Number(a.isSameSubAgent) - Number(b.isSameSubAgent),
    a.turnIndex - b.turnIndex,
  ];
  return (byRule.find((difference) => difference !== 0) ?? 0) > 0;
}
