import { Prisma } from "@/prisma/generated/client";

/** The reward of a session that takes part; null for one that failed or is masked, as for one without. */
const REWARD = Prisma.sql`(CASE WHEN COALESCE(m."outcome", 'ok') = 'ok' THEN m."rewardValue" END)`;

/** What holds of a whole group, of its sessions as `"Session" m`. */
export const OF_GROUPS = {
  dead_group: Prisma.sql`(COUNT(${REWARD}) > 1 AND MIN(${REWARD}) = MAX(${REWARD})
    AND SUM(CASE WHEN m."status" = 'open' THEN 1 ELSE 0 END) = 0)`,
  stale: Prisma.sql`(MAX(m."newestWeights") - MIN(m."oldestWeights") > 2)`,
} as const;

/** Size of a group, of its sessions as `"Session" m`, for `HAS_MANY_LEAVES`. */
export const GROUP_SIZE = Prisma.sql`COUNT(*) AS "members", SUM(m."sampleCount") AS "samples"`;

/** Whether a session `o` has more than twice the samples of the others of its group `g`. */
export const HAS_MANY_LEAVES = Prisma.sql`(g."members" > 1 AND o."sampleCount" > 1
  AND o."sampleCount" * (g."members" - 1) > 2 * (g."samples" - o."sampleCount"))`;

/** Whether a session `s` ended without a reward. What the list's index lacks is looked up for those that may. */
export const HAS_NO_REWARD = Prisma.sql`(s."status" = 'finished' AND s."rewardValue" IS NULL
  AND COALESCE(s."outcome", 'ok') = 'ok' AND NOT EXISTS (SELECT 1 FROM "Session" r WHERE r."key" = s."key"
    AND (r."reward" IS NOT NULL OR r."leafRewards" IS NOT NULL OR r."turnRewards" IS NOT NULL)))`;

/** Whether a session `s` was exported before it got the reward that it has. */
export const HAS_LATE_REWARD = Prisma.sql`(s."rewardRevision" > 0 AND EXISTS (SELECT 1 FROM "SampleTrace" x
  WHERE x."sessionKey" = s."key" AND x."rewardRevision" < s."rewardRevision"))`;
