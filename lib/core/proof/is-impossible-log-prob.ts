/** A log-prob may lie this far above 0: engines add up in 32-bit floats. */
const HIGHEST = 1e-5;

/** No token that was sampled is so unlikely. */
const LOWEST = -10_000;

/**
 * Whether no sampled token can have this log-prob. In nats it is at most 0, and finite. NaN stands for one that the
 * engine does not know, and claims nothing.
 *
 * @example
 * isImpossibleLogProb(0.7); // true
 */
export function isImpossibleLogProb(logProb: number): boolean {
  return logProb > HIGHEST || logProb <= LOWEST;
}
