/** What each sample weighs: each the same (`row`), those of a session together (`session`), or each token the same. */
export const GRADIENT_UNITS = ["row", "session", "token"] as const;

export type GradientUnit = (typeof GRADIENT_UNITS)[number];

/** A rollout of a group, as its gradient sees it. */
export interface WeighedRollout {
  /** Null where it takes no part. */
  readonly advantage: number | null;
  /** Trained tokens of each of its samples. */
  readonly trained: readonly number[];
}

/** What the tokens of a rollout weigh. */
export interface RolloutWeights {
  /** Of a trained token of each sample: the size of its factor in the loss, up to one factor for the whole group. */
  readonly perToken: readonly number[];
  /** Of all weights of the group, 0 to 1; 0 everywhere in a group whose advantages are all 0. */
  readonly share: number;
}

/**
 * What each trained token of a group weighs in its gradient: the size of the advantage, over what the tokens of a sample
 * are averaged by. An advantage of 0 weighs nothing, whatever its sign would do.
 *
 * @example
 * gradientWeights([{ advantage: 1, trained: [10, 10] }, { advantage: -1, trained: [10] }], "row")[0]?.share; // 2 / 3
 */
export function gradientWeights(
  rollouts: readonly WeighedRollout[],
  unit: GradientUnit,
): readonly RolloutWeights[] {
  const perToken = rollouts.map(({ advantage, trained }) => {
    const size = Math.abs(advantage ?? 0);
    const samples = trained.filter((tokens) => tokens > 0).length;
    return trained.map((tokens) => (tokens === 0 ? 0 : size / divisorOf(unit, tokens, samples)));
  });
  const sums = rollouts.map(({ trained }, at) =>
    trained.reduce((sum, tokens, sample) => sum + tokens * (perToken[at]?.[sample] ?? 0), 0),
  );
  const all = sums.reduce((total, sum) => total + sum, 0);
  return perToken.map((weights, at) => ({ perToken: weights, share: all > 0 ? (sums[at] ?? 0) / all : 0 }));
}

function divisorOf(unit: GradientUnit, tokens: number, samples: number): number {
  switch (unit) {
    case "row":
      return tokens;
    case "session":
      return tokens * samples;
    case "token":
      return 1;
    default:
      return unit satisfies never;
  }
}
