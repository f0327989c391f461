/** Keeps a group whose rewards are all but equal from blowing up. */
const EPSILON = 1e-6;

/** Rewards of a group and what each is worth within it. */
export interface GroupAdvantages {
  /** Null where no session of the group has a reward. */
  readonly mean: number | null;
  /** The sample standard deviation (n - 1), 0 for a single reward. */
  readonly std: number | null;
  /** In the order of the rewards; null where there is none. */
  readonly advantages: readonly (number | null)[];
}

/**
 * Group-normalised advantages: how far each reward lies from the group's mean, in standard deviations,
 * `(reward - mean) / (std + 1e-6)`. Sessions without a reward take no part.
 *
 * @example
 * groupAdvantages([1, 0, null]).mean; // 0.5
 */
export function groupAdvantages(rewards: readonly (number | null)[]): GroupAdvantages {
  const given = rewards.filter((reward) => reward !== null);
  if (given.length === 0) return { mean: null, std: null, advantages: rewards.map(() => null) };
  const mean = given.reduce((sum, reward) => sum + reward, 0) / given.length;
  const squares = given.reduce((sum, reward) => sum + (reward - mean) ** 2, 0);
  const std = given.length === 1 ? 0 : Math.sqrt(squares / (given.length - 1));
  const advantages = rewards.map((reward) => (reward === null ? null : (reward - mean) / (std + EPSILON)));
  return { mean, std, advantages };
}
