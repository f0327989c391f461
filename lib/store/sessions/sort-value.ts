import type { SessionSort } from "@/lib/core/list/session-sort";
import { Prisma } from "@/prisma/generated/client";
import { NUMBERS } from "./session-where";

/** Sessions without a figure come after all others, whichever way these are put in order. */
const NO_FIGURE = { desc: -1e300, asc: 1e300 };

const SORTS: Readonly<Record<SessionSort, Prisma.Sql>> = {
  created_at: Prisma.sql`s."createdAt"`,
  updated_at: Prisma.sql`s."updatedAt"`,
  turns: NUMBERS.turns,
  forks: NUMBERS.forks,
  drift: NUMBERS.drift,
  refused: NUMBERS.refused,
  samples: NUMBERS.samples,
  yield: NUMBERS.yield,
  reward: NUMBERS.reward,
  duration: NUMBERS.duration,
};

/** What sessions are put in order of, over the row `s`; the session's key comes second where values are equal. */
export function sortValue(sort: SessionSort, order: "desc" | "asc"): Prisma.Sql {
  // A column by itself can be read off the index in order.
  return isPartial(sort)
    ? Prisma.sql`COALESCE(${SORTS[sort]}, CAST(${NO_FIGURE[order]} AS DOUBLE PRECISION))`
    : SORTS[sort];
}

/** A value to compare with `sortValue`, in its type, so that an index over it is of use; null when it can be none. */
export function sortPlace(sort: SessionSort, at: number): Prisma.Sql | null {
  if (isPartial(sort)) return Prisma.sql`CAST(${at} AS DOUBLE PRECISION)`;
  return Number.isSafeInteger(at) ? Prisma.sql`CAST(${at} AS BIGINT)` : null;
}

/** Whether there are sessions without this figure. */
function isPartial(sort: SessionSort): boolean {
  return sort === "yield" || sort === "reward" || sort === "duration";
}
