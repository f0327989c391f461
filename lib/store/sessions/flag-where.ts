import type { FlagName } from "@/lib/core/list/session-flag";
import { Prisma } from "@/prisma/generated/client";

/** What takes part in a group. */
const GROUPED = Prisma.sql`FROM "Session" m WHERE m."groupIndex" IS NOT NULL AND m."status" <> 'dropped' GROUP BY m."groupIndex"`;

/** The reward of a session that takes part; null for one that failed or is masked, as for one without. */
const REWARD = Prisma.sql`(CASE WHEN COALESCE(m."outcome", 'ok') = 'ok' THEN m."rewardValue" END)`;

/** Sessions of the groups of which something holds. */
function inGroupsWith(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(s."status" <> 'dropped' AND s."groupIndex" IN (SELECT m."groupIndex" ${GROUPED} HAVING ${condition}))`;
}

/**
 * Flags that a session has by what others are, or by what came after its last turn: worked out when they are asked for.
 * lib/health/detectors says the same without a database, and a test holds both equal.
 */
const ASKED: Partial<Readonly<Record<FlagName, Prisma.Sql>>> = {
  no_reward: Prisma.sql`(s."status" = 'finished' AND s."rewardValue" IS NULL AND COALESCE(s."outcome", 'ok') = 'ok'
    AND s."reward" IS NULL AND s."leafRewards" IS NULL AND s."turnRewards" IS NULL)`,
  late_reward: Prisma.sql`(s."rewardRevision" > 0 AND EXISTS (SELECT 1 FROM "SampleTrace" x
    WHERE x."sessionKey" = s."key" AND x."rewardRevision" < s."rewardRevision"))`,
  dead_group: inGroupsWith(Prisma.sql`COUNT(${REWARD}) > 1 AND MIN(${REWARD}) = MAX(${REWARD})
    AND SUM(CASE WHEN m."status" = 'open' THEN 1 ELSE 0 END) = 0`),
  stale: inGroupsWith(Prisma.sql`MAX(m."newestWeights") - MIN(m."oldestWeights") > 2`),
  many_leaves: Prisma.sql`(s."status" <> 'dropped' AND s."key" IN (SELECT o."key" FROM "Session" o JOIN
    (SELECT m."groupIndex" AS "group", COUNT(*) AS "members", SUM(m."sampleCount") AS "samples" ${GROUPED}) g
    ON g."group" = o."groupIndex"
    WHERE g."members" > 1 AND o."sampleCount" > 1 AND o."sampleCount" * (g."members" - 1) > 2 * (g."samples" - o."sampleCount")))`,
};

/** A condition on `"Session" s`: whether it has a flag. */
export function flagWhere(flag: FlagName): Prisma.Sql {
  // The plus keeps SQLite from looking up each key found: it goes down the list, and stops when the page is full.
  return (
    ASKED[flag] ??
    Prisma.sql`+s."key" IN (SELECT f."sessionKey" FROM "SessionFlag" f WHERE f."flag" = ${flag})`
  );
}

/** The flags that are worked out when they are asked for; all others stand in SessionFlag. */
export const ASKED_FLAGS: readonly { readonly flag: FlagName; readonly where: Prisma.Sql }[] = [
  "no_reward" as const,
  "late_reward" as const,
  "dead_group" as const,
  "stale" as const,
  "many_leaves" as const,
].map((flag) => ({ flag, where: flagWhere(flag) }));
