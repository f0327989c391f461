import { Prisma } from "@/prisma/generated/client";
import type { Connection } from "./connection";

/**
 * So many changes are kept: whoever is further behind reads anew what it shows. At 1,000 changes a second, a quarter of an
 * hour.
 */
const KEPT = 1_000_000;

/** Changes that one transaction removes: other writers wait no longer than for that. */
const AT_ONCE = 5_000;

/**
 * Removes the oldest changes from the log, in small transactions between which others write. The newest always stays, so
 * that revisions are counted on from it. Answers how many were removed, as they are.
 */
export async function* pruneChanges(connection: Connection, kept = KEPT): AsyncGenerator<number> {
  const { client } = connection;
  const [oldest, newest] = await connection.exclusive(() =>
    Promise.all([
      client.change.findFirst({ orderBy: { revision: "asc" }, select: { revision: true } }),
      client.change.findFirst({ orderBy: { revision: "desc" }, select: { revision: true } }),
    ]),
  );
  if (oldest === null || newest === null) return;
  const end = newest.revision - BigInt(Math.max(kept, 1));
  for (let from = oldest.revision - 1n; from < end; ) {
    from = from + BigInt(AT_ONCE) < end ? from + BigInt(AT_ONCE) : end;
    const [count = 0] = await connection.execute([
      Prisma.sql`DELETE FROM "Change" WHERE "revision" <= ${from}`,
    ]);
    yield count;
  }
}
