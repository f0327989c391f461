import { rewardsAt, type SessionRewards } from "@/lib/core/annotations/amended-rewards";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { assignRewards } from "@/lib/core/samples/assign-rewards";
import type { ExportOrigin, RebuiltLine } from "@/lib/export/rebuild-sample";
import type { VerifySource } from "./verify-session";

/**
 * What is wrong with the reward that a line carries. A line may carry rewards that were amended since. It cannot carry
 * ones that the session never had, nor another value than its `reward_mode` makes of the rewards of its revision. Lines
 * of earlier releases name no mode and are taken.
 *
 * @example
 * await rewardFaults(store, line); // ["carries the reward 0.9, and revision 1 of the rewards makes it 0.25"]
 */
export async function rewardFaults(
  store: VerifySource,
  { origin, rewards }: Pick<RebuiltLine, "origin" | "rewards">,
): Promise<string[]> {
  const { reward_revision: revision, reward_mode: mode } = origin;
  const session = await store.findSession?.(origin.session);
  if (revision === undefined || session === undefined || session === null) return [];
  const current = session.reward_revision;
  if (revision > current)
    return [`carries revision ${revision} of the rewards, and the session has ${current}`];
  if (mode === undefined) return [];
  const then = await rewardsOfRevision(store, session, revision);
  if (then === null) return [];
  const had = origin.reward_given === undefined ? then : { ...then, reward: origin.reward_given };
  const carried = [...(origin.reward === undefined ? [] : [origin.reward]), ...rewards];
  // A line of the first revision may have been written before the session was finished with its rewards.
  if (revision === 0 && carried.every((reward) => reward === null)) return [];
  const wrong = carried.find((reward) => !fits(reward, origin, had));
  if (wrong !== undefined) {
    const makes = mode === "split" ? "no share of it" : stringifyJson(rewardOf(origin, had));
    return [
      `carries the reward ${stringifyJson(wrong)}, and revision ${revision} of the rewards makes it ${makes}`,
    ];
  }
  return turnFaults(origin, had, revision);
}

interface Rewarded extends SessionRewards {
  readonly id: string;
  readonly reward_revision: number;
}

/** Null where the session does not tell what it had at a revision: its history was not kept. */
async function rewardsOfRevision(
  store: VerifySource,
  session: Rewarded,
  revision: number,
): Promise<SessionRewards | null> {
  if (revision === session.reward_revision) return session;
  const history = (await store.readAnnotations?.(session.id, { kinds: ["reward"] })) ?? [];
  return history.length === 0 ? null : rewardsAt(session, history, revision);
}

function fits(carried: JsonValue, origin: ExportOrigin, had: SessionRewards): boolean {
  if (origin.reward_mode === "split") return isShare(carried, origin.sample, had.reward);
  const wanted = rewardOf(origin, had);
  // Sums of turns are made in the order in which they train, which a line need not keep.
  if (origin.reward_mode === "turn" && typeof wanted === "number")
    return isNear(sumOf(carried), wanted, wanted);
  return isSame(carried, wanted);
}

/** What a sample carries of rewards that are not split. */
function rewardOf(origin: ExportOrigin, { reward, leaf_rewards, turn_rewards }: SessionRewards) {
  const { leaf = "", leaf_turn = 0, turn_rewards: told, reward_mode: mode = "full" } = origin;
  const own = [leaf, String(leaf_turn)];
  const leafRewards = Object.fromEntries(
    Object.entries(leaf_rewards ?? {}).filter(([name]) => own.includes(name)),
  );
  const trained = Object.keys(told ?? {}).map((turn) => ({ turn: Number(turn) }));
  const sample = { leafNodeId: leaf, leafTurn: leaf_turn, reward: null, trained };
  const [assigned] = assignRewards([sample], { reward, leafRewards, turnRewards: turn_rewards }, mode);
  return assigned?.reward ?? null;
}

/** Whether a reward is the share of one of some samples: equal parts, of which the last takes what rounding leaves. */
function isShare(carried: JsonValue, sample: number, reward: number | JsonObject | null): boolean {
  if (typeof carried !== "number" || typeof reward !== "number") return isSame(carried, reward);
  if (reward === 0) return carried === 0;
  const samples = Math.round(reward / carried);
  if (samples <= sample) return false;
  const share = reward / samples;
  return carried === share || (sample === samples - 1 && isNear(carried, share, reward));
}

/** The rewards of single turns in a line are those that the turns had. */
function turnFaults(
  { turn_rewards: told, turns }: ExportOrigin,
  had: SessionRewards,
  revision: number,
): string[] {
  return Object.entries(told ?? {}).flatMap(([turn, reward]) => {
    if (turns.includes(Number(turn)) && reward === (had.turn_rewards?.[turn] ?? 0)) return [];
    return [
      `carries the reward ${reward} of turn ${turn}, and revision ${revision} of the rewards has another`,
    ];
  });
}

function sumOf(carried: JsonValue): number {
  if (typeof carried === "number") return carried;
  if (!Array.isArray(carried)) return Number.NaN;
  return carried.reduce<number>((sum, one) => sum + (typeof one === "number" ? one : Number.NaN), 0);
}

function isNear(one: number, other: number, scale: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(scale));
}

/** Named rewards are the same in any order. */
function isSame(carried: JsonValue, wanted: JsonValue): boolean {
  return stringifyJson(inOrder(carried)) === stringifyJson(inOrder(wanted));
}

function inOrder(reward: JsonValue): JsonValue {
  if (typeof reward !== "object" || reward === null || Array.isArray(reward)) return reward;
  return Object.fromEntries(Object.entries(reward).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
