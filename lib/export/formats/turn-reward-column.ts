import type { JsonObject } from "@/lib/core/json/json-value";
import type { ExportInput } from "@/lib/export/export-input";
import type { ExportedSample } from "@/lib/export/exported-sample";

/** A turn that trains in a sample, its reward, and the last of its trained tokens in the response region. */
interface RewardedTurn {
  readonly turn: number;
  readonly reward: number;
  readonly last: number;
}

/**
 * The turns that train in a sample with the reward of each, in order; null where samples do not carry the rewards of
 * their turns. A turn that was given none has 0.
 */
export function rewardedTurns(
  { session, policy }: ExportInput,
  { sample }: Pick<ExportedSample, "sample">,
): readonly RewardedTurn[] | null {
  const given = session.turn_rewards ?? {};
  if (policy.reward_mode !== "turn" || Object.keys(given).length === 0) return null;
  const regionStart = sample.length - Math.max(0, sample.responseLength);
  const last = new Map<number, number>();
  for (const span of sample.spans) {
    if (span.state === "trained") last.set(span.turn, span.start + span.length - 1 - regionStart);
  }
  return Array.from(last, ([turn, at]) => {
    const reward = given[String(turn)];
    return { turn, reward: typeof reward === "number" ? reward : 0, last: at };
  });
}

/**
 * The rewards of a sample's turns over its response: each at the last trained token of its turn, so that they add up to
 * the sample's. Null where samples do not carry the rewards of their turns.
 */
export function turnRewardColumn(input: ExportInput, exported: ExportedSample): Float64Array | null {
  const turns = rewardedTurns(input, exported);
  if (turns === null) return null;
  const column = new Float64Array(exported.responseIds.length);
  for (const { reward, last } of turns) column[last] = reward;
  return column;
}

/** The rewards of turns as the mark of a line tells them; nothing where samples do not carry them. */
export function markedTurnRewards(input: ExportInput, exported: ExportedSample): JsonObject {
  const turns = rewardedTurns(input, exported);
  if (turns === null) return {};
  return { turn_rewards: Object.fromEntries(turns.map(({ turn, reward }) => [String(turn), reward])) };
}
