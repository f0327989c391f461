/** Keeps the division finite where all rewards of a group are nearly one. */
const EPSILON = 1e-6;

/** Rewards of one group of rollouts, and what each is worth beside the others. */
export interface GroupAdvantages {
  readonly mean: number | null;
  /** Of a sample (n - 1), as torch's `std`; null for fewer than two rewards. */
  readonly standardDeviation: number | null;
  /** One per reward given, in order: null where there is no reward, or no other to compare it with. */
  readonly advantages: readonly (number | null)[];
}

/**
 * Group-normalised advantages, as GRPO takes them: `(reward - mean) / (standard deviation + 1e-6)` over the rewards
 * that are there. slime and verl compute the same.
 *
 * @example
 * groupAdvantages([1, 0, null]); // mean 0.5, standardDeviation 0.7071…, advantages [0.7071…, -0.7071…, null]
 */
export function groupAdvantages(rewards: readonly (number | null)[]): GroupAdvantages {
  const given = rewards.filter((reward) => reward !== null);
  if (given.length === 0) return { mean: null, standardDeviation: null, advantages: rewards.map(() => null) };
  const mean = given.reduce((sum, reward) => sum + reward, 0) / given.length;
  if (given.length === 1) return { mean, standardDeviation: null, advantages: rewards.map(() => null) };
  const squares = given.reduce((sum, reward) => sum + (reward - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (given.length - 1));
  const advantages = rewards.map((reward) =>
    reward === null ? null : (reward - mean) / (standardDeviation + EPSILON),
  );
  return { mean, standardDeviation, advantages };
}
