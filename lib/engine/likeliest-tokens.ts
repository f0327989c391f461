import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";

/**
 * The likeliest tokens, likeliest first. Engines add the sampled one where it is none of them, and say minus infinity
 * each in its own way; neither is among them.
 *
 * @example likeliestTokens([{ id: 5, logProb: -3 }, { id: 9, logProb: -1 }, { id: 7, logProb: -9999 }], 2); // 9, 5
 */
export function likeliestTokens(tokens: readonly TokenLogProb[], count: number): readonly TokenLogProb[] {
  return tokens
    .filter(({ logProb }) => logProb > -9999)
    .sort((one, other) => other.logProb - one.logProb)
    .slice(0, count);
}
