import { isDeadGroup } from "@/lib/core/lab/is-dead-group";
import type { GroupPage, GroupQuery } from "@/lib/core/list/group-view";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";

/** The reward of a session that takes part; null for one that failed or is masked, as for one without. */
const REWARD = Prisma.sql`(CASE WHEN COALESCE(s."outcome", 'ok') = 'ok' THEN s."rewardValue" END)`;

const GROUPS = new RawRows({
  group_index: rawColumn.number(Prisma.sql`s."groupIndex"`),
  sessions: rawColumn.number(Prisma.sql`COUNT(*)`),
  finished: rawColumn.number(Prisma.sql`COUNT(*) FILTER (WHERE s."status" = 'finished')`),
  rewarded: rawColumn.number(Prisma.sql`COUNT(${REWARD})`),
  least_reward: rawColumn.numberOrNull(Prisma.sql`MIN(${REWARD})`),
  most_reward: rawColumn.numberOrNull(Prisma.sql`MAX(${REWARD})`),
  reward_sum: rawColumn.number(Prisma.sql`COALESCE(SUM(${REWARD}), 0)`),
  reward_squares: rawColumn.number(Prisma.sql`COALESCE(SUM(${REWARD} * ${REWARD}), 0)`),
  samples: rawColumn.number(Prisma.sql`SUM(s."sampleCount")`),
  most_samples: rawColumn.number(Prisma.sql`MAX(s."sampleCount")`),
  sampled_tokens: rawColumn.number(Prisma.sql`SUM(s."sampledTokens")`),
  trained_tokens: rawColumn.number(Prisma.sql`SUM(s."trainedTokens")`),
  forks: rawColumn.number(Prisma.sql`SUM(s."forkCount")`),
});

/** Groups of the sessions that a filter leaves, the highest index first. Throws `FilterError`. */
export async function listGroups(connection: Connection, query: GroupQuery): Promise<GroupPage> {
  const below =
    query.below === undefined
      ? Prisma.sql`TRUE`
      : Prisma.sql`s."groupIndex" < CAST(${query.below} AS DOUBLE PRECISION)`;
  const rows = await connection.exclusive(() =>
    GROUPS.select(
      connection.client,
      Prisma.sql`FROM "Session" s
        WHERE s."groupIndex" IS NOT NULL AND s."status" <> 'dropped' AND ${below} AND ${sessionWhere(connection.dialect, query)}
        GROUP BY s."groupIndex" ORDER BY s."groupIndex" DESC LIMIT ${query.limit + 1}`,
    ),
  );
  const groups = GROUPS.read(rows).map(groupOf);
  const page = groups.slice(0, query.limit);
  return { groups: page, nextBelow: groups.length > query.limit ? (page.at(-1)?.group_index ?? null) : null };
}

function groupOf(row: ReturnType<typeof GROUPS.read>[number]): GroupPage["groups"][number] {
  const { rewarded, reward_sum, reward_squares, least_reward: least, most_reward: most, ...group } = row;
  const mean = rewarded === 0 ? null : reward_sum / rewarded;
  // Rounding can take the difference below nought where all rewards are equal.
  const squares = mean === null ? 0 : Math.max(0, reward_squares - rewarded * mean * mean);
  const std = mean === null ? null : rewarded === 1 ? 0 : Math.sqrt(squares / (rewarded - 1));
  const told = rewarded > 1 && least !== null && most !== null ? [least, most] : [];
  return { ...group, rewarded, mean, std, is_dead: isDeadGroup(told, row.finished === row.sessions) };
}
