import { isImpossibleLogProb } from "./is-impossible-log-prob";

/**
 * The first position whose log-prob no sampled token can have; null when there is none.
 *
 * @example
 * impossibleLogProb(Float64Array.of(-0.5, 0.7)); // 1
 */
export function impossibleLogProb(logProbs: Float64Array | null): number | null {
  const at = logProbs?.findIndex(isImpossibleLogProb) ?? -1;
  return at < 0 ? null : at;
}
