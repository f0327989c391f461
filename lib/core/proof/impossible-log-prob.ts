/** A log-prob may lie this far above 0: engines add up in 32-bit floats. */
const HIGHEST = 1e-5;

/** No token that was sampled is so unlikely. */
const LOWEST = -10_000;

/**
 * The first position whose log-prob no sampled token can have; null when there is none. A log-prob in nats is at most 0,
 * and finite. NaN stands for one that the engine does not know, and claims nothing.
 *
 * @example
 * impossibleLogProb(Float64Array.of(-0.5, 0.7)); // 1
 */
export function impossibleLogProb(logProbs: Float64Array | null): number | null {
  const at = logProbs?.findIndex((value) => value > HIGHEST || value <= LOWEST) ?? -1;
  return at < 0 ? null : at;
}
