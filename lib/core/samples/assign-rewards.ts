import type { JsonValue } from "@/lib/core/json/json-value";
import type { RewardMode } from "@/lib/core/policy/policy";
import { checkLeafRewards } from "./check-leaf-rewards";
import { RewardError } from "./reward-error";
import type { Reward, Sample } from "./sample";

/** The rewards that a trainer gave when it finished a session. */
export interface Rewards {
  readonly reward: Reward;
  /** Per leaf, named by its node id or by the index of the turn that made it. */
  readonly leafRewards?: Readonly<Record<string, JsonValue>> | null;
  /** Per turn, by its index. */
  readonly turnRewards?: Readonly<Record<string, JsonValue>> | null;
}

/** A sample that is given a reward: its leaf, and what trains in it. */
interface Rewarded extends Pick<Sample, "leafNodeId" | "leafTurn" | "reward"> {
  readonly trained: readonly { readonly turn: number }[];
}

/**
 * Gives samples their rewards. `full`: each carries the session's reward. `split`: equal shares that add up to it,
 * in order, to the last bit. `leaf`: each carries its leaf's; a leaf that was given none has the session's. `turn`: each
 * carries the sum of its turns', of those that train in it; a turn that was given none has 0, and where no turn was given
 * one each carries the session's. Throws `RewardError` for a leaf that is not there, for a value that is no number, and for a split of named rewards.
 *
 * @example
 * assignRewards(threeSamples, { reward: 1 }, "split").map((sample) => sample.reward); // thirds
 */
export function assignRewards<S extends Rewarded>(
  samples: readonly S[],
  rewards: Rewards,
  mode: RewardMode,
): S[] {
  switch (mode) {
    case "full":
      return samples.map((sample) => ({ ...sample, reward: rewards.reward }));
    case "split":
      return splitReward(samples, rewards.reward);
    case "leaf":
      return leafRewards(samples, rewards);
    case "turn":
      return samples.map((sample) => ({ ...sample, reward: sumOfTurns(sample, rewards) }));
    default:
      return mode satisfies never;
  }
}

function sumOfTurns({ trained }: Rewarded, { reward, turnRewards }: Rewards): Reward {
  const given = new Map(Object.entries(turnRewards ?? {}));
  if (given.size === 0) return reward;
  const turns = new Set(trained.map(({ turn }) => turn));
  return [...turns].reduce((sum, turn) => sum + numberOrNought(given.get(String(turn))), 0);
}

function numberOrNought(value: JsonValue | undefined): number {
  return typeof value === "number" ? value : 0;
}

function splitReward<S extends object>(samples: readonly S[], reward: Reward): S[] {
  if (reward === null) return samples.map((sample) => ({ ...sample, reward }));
  if (typeof reward !== "number") {
    throw new RewardError(
      'A reward of several names cannot be split; give one number, or use reward_mode "full".',
    );
  }
  const share = reward / samples.length;
  let given = 0;
  return samples.map((sample, at) => {
    const isLast = at === samples.length - 1;
    const part = isLast ? reward - given : share;
    given += share;
    return { ...sample, reward: part };
  });
}

function leafRewards<S extends Pick<Sample, "leafNodeId" | "leafTurn">>(
  samples: readonly S[],
  rewards: Rewards,
): S[] {
  checkLeafRewards(samples, rewards.leafRewards ?? {});
  const given = new Map(Object.entries(rewards.leafRewards ?? {}));
  return samples.map((sample) => {
    const own = given.get(sample.leafNodeId) ?? given.get(String(sample.leafTurn));
    return { ...sample, reward: typeof own === "number" ? own : rewards.reward };
  });
}
