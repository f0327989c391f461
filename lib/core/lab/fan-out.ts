/** The weight of a rollout in its group's gradient. */
export interface FanOutShare {
  /** Where each sample counts the same: a rollout that forks weighs as often as it has samples. */
  readonly sample_share: number;
  /** Where each trained token counts the same: a long rollout weighs more. */
  readonly token_share: number;
}

/**
 * Each rollout's share of the gradient, from 0 to 1, under the two ways in which losses are averaged. Each would have
 * `1 / n` if forks and lengths did not matter.
 *
 * @example
 * fanOutShares([{ samples: 3, trained_tokens: 10 }, { samples: 1, trained_tokens: 10 }]);
 * // [{ sample_share: 0.75, token_share: 0.5 }, { sample_share: 0.25, token_share: 0.5 }]
 */
export function fanOutShares(
  rollouts: readonly { readonly samples: number; readonly trained_tokens: number }[],
): readonly FanOutShare[] {
  const samples = rollouts.reduce((sum, rollout) => sum + rollout.samples, 0);
  const tokens = rollouts.reduce((sum, rollout) => sum + rollout.trained_tokens, 0);
  return rollouts.map((rollout) => ({
    sample_share: samples > 0 ? rollout.samples / samples : 0,
    token_share: tokens > 0 ? rollout.trained_tokens / tokens : 0,
  }));
}
