import type { FlagName } from "@/lib/core/list/session-flag";
import { Prisma } from "@/prisma/generated/client";
import { GROUP_SIZE, HAS_LATE_REWARD, HAS_MANY_LEAVES, HAS_NO_REWARD, OF_GROUPS } from "./group-flags";

/** What takes part in a group. */
const GROUPED = Prisma.sql`FROM "Session" m WHERE m."groupIndex" IS NOT NULL AND m."status" <> 'dropped' GROUP BY m."groupIndex"`;

/** Sessions of the groups of which something holds. */
function inGroupsWith(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(s."status" <> 'dropped' AND s."groupIndex" IN (SELECT m."groupIndex" ${GROUPED} HAVING ${condition}))`;
}

/**
 * Flags that a session has by what others are, or by what came after its last turn: worked out when they are asked for.
 * lib/health/detectors says the same without a database, and a test holds both equal.
 */
const ASKED: Partial<Readonly<Record<FlagName, Prisma.Sql>>> = {
  no_reward: HAS_NO_REWARD,
  late_reward: HAS_LATE_REWARD,
  dead_group: inGroupsWith(OF_GROUPS.dead_group),
  stale: inGroupsWith(OF_GROUPS.stale),
  many_leaves: Prisma.sql`(s."status" <> 'dropped' AND s."key" IN (SELECT o."key" FROM "Session" o JOIN
    (SELECT m."groupIndex" AS "group", ${GROUP_SIZE} ${GROUPED}) g
    ON g."group" = o."groupIndex" WHERE ${HAS_MANY_LEAVES}))`,
};

/** A condition on `"Session" s`: whether it has a flag. */
export function flagWhere(flag: FlagName): Prisma.Sql {
  // The plus keeps SQLite from looking up each key found: it goes down the list, and stops when the page is full.
  return (
    ASKED[flag] ??
    Prisma.sql`+s."key" IN (SELECT f."sessionKey" FROM "SessionFlag" f WHERE f."flag" = ${flag})`
  );
}

/**
 * A table of the flags that are worked out when they are asked for, a row for each session that has one: `flag`, `key`,
 * `id`, `groupIndex`. Of groups it reads those alone that the sessions are of, and each once.
 *
 * @param where the sessions, as a condition on `"Session" s`.
 */
export function askedFlags(where: Prisma.Sql): Prisma.Sql {
  const flagged = (flag: FlagName, from: Prisma.Sql) =>
    Prisma.sql`SELECT CAST(${flag} AS TEXT) AS "flag", o."key", o."id", o."groupIndex" ${from}`;
  const inGroup = Prisma.sql`FROM "Grouped" o JOIN "Groups" g ON g."group" = o."groupIndex" WHERE`;
  const alone = Prisma.sql`FROM (SELECT s."key", s."id", s."groupIndex" FROM "Session" s WHERE ${where} AND`;
  return Prisma.sql`(WITH "Grouped" AS MATERIALIZED (
      SELECT s."key", s."id", s."groupIndex", s."sampleCount" FROM "Session" s
      WHERE s."groupIndex" IS NOT NULL AND s."status" <> 'dropped' AND ${where}),
    "Groups" AS MATERIALIZED (
      SELECT m."groupIndex" AS "group", ${GROUP_SIZE}, ${OF_GROUPS.dead_group} AS "dead", ${OF_GROUPS.stale} AS "stale"
      FROM "Session" m WHERE m."groupIndex" IN (SELECT o."groupIndex" FROM "Grouped" o) AND m."status" <> 'dropped'
      GROUP BY m."groupIndex")
    ${flagged("no_reward", Prisma.sql`${alone} ${HAS_NO_REWARD}) o`)} UNION ALL
    ${flagged("late_reward", Prisma.sql`${alone} ${HAS_LATE_REWARD}) o`)} UNION ALL
    ${flagged("dead_group", Prisma.sql`${inGroup} g."dead"`)} UNION ALL
    ${flagged("stale", Prisma.sql`${inGroup} g."stale"`)} UNION ALL
    ${flagged("many_leaves", Prisma.sql`${inGroup} ${HAS_MANY_LEAVES}`)})`;
}
