import { z } from "zod";
import { leftOutBy } from "@/lib/core/annotations/outcome";
import { fanOutShares } from "@/lib/core/lab/fan-out";
import { groupAdvantages } from "@/lib/core/lab/group-advantages";
import type { GroupPage, GroupSession } from "@/lib/core/list/group-view";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import type { SessionRecord, SessionStats, Store } from "@/lib/store/store";

const GROUPS_A_PAGE = 50;

/** Parameters as the list of sessions takes them; what is not given leaves every session. */
const setShape = z.object({
  status: z.enum(["open", "finished", "dropped"]).optional(),
  filter: z.string().optional(),
});
const pageShape = setShape.extend({
  limit: z.coerce.number().int().min(1).max(500).default(GROUPS_A_PAGE),
  below: z.coerce.number().int().optional(),
});

/** Lengths of the stretches of time that figures are told by, ms. */
const BUCKETS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

const statsShape = setShape.extend({ bucket: z.enum(["minute", "hour", "day"]).default("day") });

/** Figures over a filtered set of sessions. Throws `FilterError` and `ZodError`. */
export function statsOf(store: Pick<Store, "readStats">, search: URLSearchParams): Promise<SessionStats> {
  const { bucket, ...set } = statsShape.parse(Object.fromEntries(search));
  return store.readStats({ ...set, bucketMs: BUCKETS[bucket] });
}

/** A page of groups. `next_below` asks for the next page. Throws `FilterError` and `ZodError`. */
export async function groupsOf(
  store: Pick<Store, "listGroups">,
  search: URLSearchParams,
): Promise<{ readonly groups: GroupPage["groups"]; readonly next_below: number | null }> {
  const { groups, nextBelow } = await store.listGroups(pageShape.parse(Object.fromEntries(search)));
  return { groups, next_below: nextBelow };
}

/** A group with its sessions in order of their index. Mean and standard deviation are over the rewards given. */
export interface GroupDetail {
  readonly group_index: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly sessions: readonly GroupMember[];
}

export interface GroupMember extends GroupSession, Pick<SessionRecord, "status" | "rollout_id" | "model"> {}

/** One group with its sessions, each with its advantage within the group. Throws `NotFoundError`. */
export async function groupOf(store: Pick<Store, "readGroup">, name: string): Promise<GroupDetail> {
  const groupIndex = /^-?\d{1,9}$/.test(name) ? Number(name) : null;
  const sessions = groupIndex === null ? [] : await store.readGroup(groupIndex);
  if (groupIndex === null || sessions.length === 0) throw new NotFoundError(`There is no group "${name}".`);
  // A failure of the infrastructure is no reward of 0.
  const rewards = sessions.map(({ reward, outcome }) =>
    typeof reward === "number" && leftOutBy(outcome) === null ? reward : null,
  );
  const { mean, std, advantages } = groupAdvantages(rewards);
  const shares = fanOutShares(sessions.map(({ counters }) => counters));
  return {
    group_index: groupIndex,
    mean,
    std,
    sessions: sessions.map(({ id, status, index, rollout_id, reward, outcome, model, counters }, i) => ({
      id,
      status,
      index,
      model,
      reward,
      outcome,
      rollout_id,
      advantage: advantages[i] ?? null,
      sample_share: shares[i]?.sample_share ?? 0,
      token_share: shares[i]?.token_share ?? 0,
      turns: counters.turns,
      forks: counters.forks,
      drift_spans: counters.drift_spans,
      refused: counters.refused,
      samples: counters.samples,
      sampled_tokens: counters.sampled_tokens,
      trained_tokens: counters.trained_tokens,
      shape: counters.shape,
    })),
  };
}
