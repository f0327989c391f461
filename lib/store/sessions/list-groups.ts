import { z } from "zod";
import type { Connection } from "@/lib/store/connection";
import type { GroupPage, GroupQuery } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";

const count = z.coerce.number();
const groupRow = z.object({
  group_index: count,
  sessions: count,
  finished: count,
  rewarded: count,
  reward_sum: count,
  reward_squares: count,
  samples: count,
  most_samples: count,
  sampled_tokens: count,
  trained_tokens: count,
  forks: count,
});

/** Groups of the sessions that a filter leaves, the highest index first. Throws `FilterError`. */
export async function listGroups(connection: Connection, query: GroupQuery): Promise<GroupPage> {
  const below = query.below === undefined ? Prisma.sql`TRUE` : Prisma.sql`s."groupIndex" < ${query.below}`;
  const rows = await connection.exclusive(
    () => connection.client.$queryRaw`SELECT s."groupIndex" AS "group_index", COUNT(*) AS "sessions",
      SUM(s."status" = 'finished') AS "finished", COUNT(s."rewardValue") AS "rewarded",
      COALESCE(SUM(s."rewardValue"), 0) AS "reward_sum",
      COALESCE(SUM(s."rewardValue" * s."rewardValue"), 0) AS "reward_squares",
      SUM(s."sampleCount") AS "samples", MAX(s."sampleCount") AS "most_samples", SUM(s."sampledTokens") AS "sampled_tokens",
      SUM(s."trainedTokens") AS "trained_tokens", SUM(s."forkCount") AS "forks"
      FROM "Session" s WHERE s."groupIndex" IS NOT NULL AND s."status" <> 'dropped' AND ${below} AND ${sessionWhere(query)}
      GROUP BY s."groupIndex" ORDER BY s."groupIndex" DESC LIMIT ${query.limit + 1}`,
  );
  const groups = z.array(groupRow).parse(rows).map(groupOf);
  const page = groups.slice(0, query.limit);
  return { groups: page, nextBelow: groups.length > query.limit ? (page.at(-1)?.group_index ?? null) : null };
}

function groupOf(row: z.infer<typeof groupRow>): GroupPage["groups"][number] {
  const { rewarded, reward_sum, reward_squares, ...group } = row;
  const mean = rewarded === 0 ? null : reward_sum / rewarded;
  // Rounding can take the difference below nought where all rewards are equal.
  const squares = mean === null ? 0 : Math.max(0, reward_squares - rewarded * mean * mean);
  const std = mean === null ? null : rewarded === 1 ? 0 : Math.sqrt(squares / (rewarded - 1));
  return { ...group, rewarded, mean, std };
}
