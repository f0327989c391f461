/**
 * How a trainer makes advantages of a group's rewards: the distance from the mean, in standard deviations of the
 * sample (n - 1: slime, miles, verl, SkyRL, TRL's synchronous trainer) or of the population (n: TRL's asynchronous
 * trainer), or the distance alone (prime-rl, the Tinker cookbook). `leave_one_out` is the distance from the mean of the others
 * (RLOO); a reward that is alone has 0.
 */
export const ADVANTAGE_RULES = [
  "sample_deviation",
  "population_deviation",
  "mean_alone",
  "leave_one_out",
] as const;

export type AdvantageRule = (typeof ADVANTAGE_RULES)[number];

/** Keeps a group whose rewards are all but equal from blowing up, as each trainer adds it. */
const EPSILON = { sample_deviation: 1e-6, population_deviation: 1e-8 } as const;

/** Rewards of a group and what each is worth within it. */
export interface GroupAdvantages {
  /** Null where no session of the group has a reward. */
  readonly mean: number | null;
  /** The standard deviation of the rule, 0 for a single reward; that of the sample where the rule has none. */
  readonly std: number | null;
  /** In the order of the rewards; null where there is none. */
  readonly advantages: readonly (number | null)[];
}

/** What a distance from the mean of all is divided by. */
function unitOf(rule: AdvantageRule, std: number, count: number): number {
  switch (rule) {
    case "mean_alone":
      return 1;
    case "leave_one_out":
      // The mean of the others lies n / (n - 1) times as far away as the mean of all.
      return count === 1 ? 1 : (count - 1) / count;
    case "sample_deviation":
    case "population_deviation":
      return std + EPSILON[rule];
    default:
      return rule satisfies never;
  }
}

/** The standard deviation around a mean, over n or n - 1. */
function deviationOf(rewards: readonly number[], mean: number, rule: AdvantageRule): number {
  const squares = rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0);
  if (rule === "population_deviation") return Math.sqrt(squares / rewards.length);
  return rewards.length === 1 ? 0 : Math.sqrt(squares / (rewards.length - 1));
}

/**
 * Advantages within a group: how far each reward lies from the group's mean, in standard deviations unless the rule
 * leaves them out. Sessions without a reward take no part.
 *
 * @example
 * groupAdvantages([1, 0, null]).mean; // 0.5
 */
export function groupAdvantages(
  rewards: readonly (number | null)[],
  rule: AdvantageRule = "sample_deviation",
): GroupAdvantages {
  const given = rewards.filter((reward) => reward !== null);
  if (given.length === 0) return { mean: null, std: null, advantages: rewards.map(() => null) };
  const mean = given.reduce((sum, reward) => sum + reward, 0) / given.length;
  const std = deviationOf(given, mean, rule);
  const unit = unitOf(rule, std, given.length);
  const advantages = rewards.map((reward) => (reward === null ? null : (reward - mean) / unit));
  return { mean, std, advantages };
}
