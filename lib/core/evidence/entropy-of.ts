import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";

/**
 * How undecided a sampler was, in nats, from the log-probs of all tokens that it drew from. NaN where one is unknown.
 *
 * @example
 * entropyOf([{ id: 1, logProb: Math.log(0.5) }, { id: 2, logProb: Math.log(0.5) }]); // Math.log(2)
 */
export function entropyOf(support: readonly TokenLogProb[]): number {
  if (support.length === 0) return Number.NaN;
  // A token of probability 0 adds nothing.
  const parts = support.map(({ logProb }) => (logProb === -Infinity ? 0 : -Math.exp(logProb) * logProb));
  return parts.reduce((sum, part) => sum + part, 0);
}
