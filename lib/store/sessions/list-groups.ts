import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { GroupPage, GroupQuery } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";

const GROUPS = new RawRows({
  group_index: rawColumn.number(Prisma.sql`s."groupIndex"`),
  sessions: rawColumn.number(Prisma.sql`COUNT(*)`),
  finished: rawColumn.number(Prisma.sql`SUM(s."status" = 'finished')`),
  rewarded: rawColumn.number(Prisma.sql`COUNT(s."rewardValue")`),
  reward_sum: rawColumn.number(Prisma.sql`COALESCE(SUM(s."rewardValue"), 0)`),
  reward_squares: rawColumn.number(Prisma.sql`COALESCE(SUM(s."rewardValue" * s."rewardValue"), 0)`),
  samples: rawColumn.number(Prisma.sql`SUM(s."sampleCount")`),
  most_samples: rawColumn.number(Prisma.sql`MAX(s."sampleCount")`),
  sampled_tokens: rawColumn.number(Prisma.sql`SUM(s."sampledTokens")`),
  trained_tokens: rawColumn.number(Prisma.sql`SUM(s."trainedTokens")`),
  forks: rawColumn.number(Prisma.sql`SUM(s."forkCount")`),
});

/** Groups of the sessions that a filter leaves, the highest index first. Throws `FilterError`. */
export async function listGroups(connection: Connection, query: GroupQuery): Promise<GroupPage> {
  const below = query.below === undefined ? Prisma.sql`TRUE` : Prisma.sql`s."groupIndex" < ${query.below}`;
  const rows = await connection.exclusive(() =>
    GROUPS.select(
      connection.client,
      Prisma.sql`FROM "Session" s
        WHERE s."groupIndex" IS NOT NULL AND s."status" <> 'dropped' AND ${below} AND ${sessionWhere(query)}
        GROUP BY s."groupIndex" ORDER BY s."groupIndex" DESC LIMIT ${query.limit + 1}`,
    ),
  );
  const groups = GROUPS.read(rows).map(groupOf);
  const page = groups.slice(0, query.limit);
  return { groups: page, nextBelow: groups.length > query.limit ? (page.at(-1)?.group_index ?? null) : null };
}

function groupOf(row: ReturnType<typeof GROUPS.read>[number]): GroupPage["groups"][number] {
  const { rewarded, reward_sum, reward_squares, ...group } = row;
  const mean = rewarded === 0 ? null : reward_sum / rewarded;
  // Rounding can take the difference below nought where all rewards are equal.
  const squares = mean === null ? 0 : Math.max(0, reward_squares - rewarded * mean * mean);
  const std = mean === null ? null : rewarded === 1 ? 0 : Math.sqrt(squares / (rewarded - 1));
  return { ...group, rewarded, mean, std };
}
