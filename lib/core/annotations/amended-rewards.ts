import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Annotation } from "./annotation";

/** The rewards of a session: its own, and those of single leaves and turns. */
export interface SessionRewards {
  readonly reward: number | JsonObject | null;
  /** By node id, or by the index of the turn that made the leaf. */
  readonly leaf_rewards: JsonObject | null;
  /** By the index of the turn. */
  readonly turn_rewards: JsonObject | null;
}

/**
 * Rewards with those of annotations over them, in the order in which they were written: a reward's newest word is the
 * one that was written last, whoever said it. `none` takes a reward back.
 *
 * @example
 * amendedRewards({ reward: 1, leaf_rewards: null, turn_rewards: null }, [rewardOfTurn3]).turn_rewards; // { "3": 0.5 }
 */
export function amendedRewards(
  rewards: SessionRewards,
  annotations: readonly Pick<Annotation, "kind" | "target" | "value">[],
): SessionRewards {
  let { reward } = rewards;
  const leaves = new Map<string, JsonValue>(Object.entries(rewards.leaf_rewards ?? {}));
  const turns = new Map<string, JsonValue>(Object.entries(rewards.turn_rewards ?? {}));
  for (const { kind, target, value } of annotations) {
    if (kind !== "reward") continue;
    const given = value.form === "number" ? value.number : value.form === "object" ? value.object : null;
    if (target.on === "session") reward = given;
    else if (target.on === "leaf") put(leaves, target.leaf, given);
    else if (target.on === "turn") put(turns, String(target.turn), given);
  }
  return { reward, leaf_rewards: objectOf(leaves), turn_rewards: objectOf(turns) };
}

/**
 * The rewards that a session had at one of its revisions. `history` holds the annotations of rewards in the order in
 * which they were written; without any the rewards that it has are the only ones.
 */
export function rewardsAt(
  current: SessionRewards,
  history: readonly Annotation[],
  revision: number,
): SessionRewards {
  const rewards = history.filter(({ kind }) => kind === "reward");
  if (rewards.length === 0) return current;
  const then = rewards.filter(({ rewardRevision }) => (rewardRevision ?? 0) <= revision);
  return amendedRewards({ reward: null, leaf_rewards: null, turn_rewards: null }, then);
}

function put(rewards: Map<string, JsonValue>, name: string, given: number | JsonObject | null): void {
  if (given === null) rewards.delete(name);
  else rewards.set(name, given);
}

function objectOf(rewards: ReadonlyMap<string, JsonValue>): JsonObject | null {
  return rewards.size === 0 ? null : Object.fromEntries(rewards);
}
