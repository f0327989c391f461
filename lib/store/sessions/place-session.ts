import { z } from "zod";
import type { Connection } from "@/lib/store/connection";
import type { SessionOrder, SessionRank } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";
import { sortValue } from "./sort-value";

const counted = z.tuple([z.object({ before: z.coerce.number(), of: z.coerce.number() })]);

/** How many sessions a list holds, and how many of them stand before one. Throws `FilterError`. */
export async function placeSession(
  connection: Connection,
  id: string,
  query: SessionOrder,
): Promise<SessionRank> {
  const { sort, order = "desc" } = query;
  const value = sortValue(sort, order);
  const earlier = order === "desc" ? Prisma.sql`>` : Prisma.sql`<`;
  const rows = await connection.exclusive(
    () => connection.client.$queryRaw`SELECT COUNT(*) AS "of",
      COUNT(*) FILTER (WHERE (${value}, s."key") ${earlier} (SELECT "value", "key" FROM
        (SELECT ${value} AS "value", s."key" AS "key" FROM "Session" s WHERE s."id" = ${id}))) AS "before"
      FROM "Session" s WHERE ${sessionWhere(query)}`,
  );
  const [{ before, of }] = counted.parse(rows);
  return { place: before + 1, of };
}
