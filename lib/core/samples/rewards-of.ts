import type { SessionOutcome } from "@/lib/core/recording/session-fields";
import type { Rewards } from "./assign-rewards";

/**
 * The rewards that a session was given, as `linearise` takes them.
 *
 * @example
 * linearise(recording, policy, rewardsOf(session));
 */
export function rewardsOf({
  reward,
  leaf_rewards: leafRewards,
  turn_rewards: turnRewards = null,
}: Pick<SessionOutcome, "reward" | "leaf_rewards" | "turn_rewards">): Rewards {
  return { reward, leafRewards, turnRewards };
}
