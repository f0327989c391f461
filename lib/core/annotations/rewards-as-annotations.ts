import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { SessionRewards } from "./amended-rewards";
import type { Annotation } from "./annotation";

/** Rewards to be said of a session; absent ones stay, and null takes one back. */
export interface GivenRewards {
  readonly reward?: SessionRewards["reward"] | undefined;
  readonly leaf_rewards?: Readonly<Record<string, number | null>> | null | undefined;
  readonly turn_rewards?: Readonly<Record<string, number | null>> | null | undefined;
}

/** Who says them, and when (milliseconds since 1970). */
type Said = Pick<Annotation, "producer" | "at">;

/**
 * Rewards as the annotations that say them; null where `leaf_rewards` or `turn_rewards` stands takes back all of them.
 *
 * @param held what the session has: what says nothing new is left out.
 */
export function rewardsAsAnnotations(
  given: GivenRewards,
  held: SessionRewards,
  said: Said,
): readonly Annotation[] {
  const rewardOf = (target: Annotation["target"], value: SessionRewards["reward"]): Annotation => ({
    ...said,
    kind: "reward",
    target,
    value:
      value === null
        ? { form: "none" }
        : typeof value === "number"
          ? { form: "number", number: value }
          : { form: "object", object: value },
    rewardRevision: null,
  });
  const { reward } = given;
  const isNew = reward !== undefined && stringifyJson(reward) !== stringifyJson(held.reward);
  return [
    ...(isNew ? [rewardOf({ on: "session" }, reward)] : []),
    ...changes(given.leaf_rewards, held.leaf_rewards).map(([leaf, value]) =>
      rewardOf({ on: "leaf", leaf }, value),
    ),
    ...changes(given.turn_rewards, held.turn_rewards).map(([turn, value]) =>
      rewardOf({ on: "turn", turn: Number(turn) }, value),
    ),
  ];
}

function changes(
  given: GivenRewards["leaf_rewards"],
  held: SessionRewards["leaf_rewards"],
): readonly (readonly [name: string, value: number | null])[] {
  if (given === undefined) return [];
  const wanted = given ?? Object.fromEntries(Object.keys(held ?? {}).map((name) => [name, null]));
  return Object.entries(wanted).filter(([name, value]) => (held?.[name] ?? null) !== value);
}
