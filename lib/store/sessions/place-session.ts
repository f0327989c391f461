import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionOrder, SessionRank } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";
import { sortValue } from "./sort-value";

/** How many sessions a list holds, and how many of them stand before one. Throws `FilterError`. */
export async function placeSession(
  connection: Connection,
  id: string,
  query: SessionOrder,
): Promise<SessionRank> {
  const { sort, order = "desc" } = query;
  const value = sortValue(sort, order);
  const earlier = order === "desc" ? Prisma.sql`>` : Prisma.sql`<`;
  const counted = new RawRows({
    of: rawColumn.number(Prisma.sql`COUNT(*)`),
    before:
      rawColumn.number(Prisma.sql`COUNT(*) FILTER (WHERE (${value}, s."key") ${earlier} (SELECT "value", "key" FROM
      (SELECT ${value} AS "value", s."key" AS "key" FROM "Session" s WHERE s."id" = ${id}) AS "place"))`),
  });
  const rows = await connection.exclusive(() =>
    counted.select(
      connection.client,
      Prisma.sql`FROM "Session" s WHERE ${sessionWhere(connection.dialect, query)}`,
    ),
  );
  const [{ before, of } = { before: 0, of: 0 }] = counted.read(rows);
  return { place: before + 1, of };
}
