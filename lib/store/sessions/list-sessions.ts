import { z } from "zod";
import type { Connection } from "@/lib/store/connection";
import type { Dialect } from "@/lib/store/dialect/dialect";
import { FilterError } from "@/lib/store/rows/filter-error";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { sessionRecord } from "@/lib/store/rows/session-columns";
import type { SessionPage, SessionQuery } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";
import { sortPlace, sortValue } from "./sort-value";

/** The sort value and key of the row that a page goes on from. */
const cursorShape = z.tuple([z.number(), z.number().int()]);
type CursorPlace = z.infer<typeof cursorShape>;

/**
 * One page of sessions in the order asked for. Pages go on from a value and a key, either way, so a new session does
 * not shift them. Throws `FilterError`, also for a cursor that no page gave.
 */
export async function listSessions(connection: Connection, query: SessionQuery): Promise<SessionPage> {
  const { client } = connection;
  const found = foundRows(query);
  const from = pageFrom(connection.dialect, query);
  return connection.exclusive(async () => {
    const all = found.read(await found.select(client, from));
    const hasMore = all.length > query.limit;
    const shown = all.slice(0, query.limit);
    const backwards = isBackwards(query);
    if (backwards) shown.reverse();
    const rows = await client.session.findMany({ where: { key: { in: shown.map(({ key }) => key) } } });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const isAtStart = backwards ? !hasMore : query.cursor === undefined && query.after === undefined;
    const isAtEnd = query.before !== undefined || (!backwards && !hasMore);
    return {
      sessions: shown.flatMap(({ key }) => byKey.get(key) ?? []).map(sessionRecord),
      nextCursor: isAtEnd ? null : encodeCursor(shown.at(-1)),
      previousCursor: isAtStart ? null : encodeCursor(shown[0]),
    };
  });
}

/** What comes before a place is read upwards from it, and then turned round. */
function isBackwards({ backwards = false, before }: SessionQuery): boolean {
  return backwards || before !== undefined;
}

/** A row's key and what it is put in order by. */
function foundRows({ sort, order = "desc" }: SessionQuery) {
  return new RawRows({
    key: rawColumn.number(Prisma.sql`s."key"`),
    value: rawColumn.number(sortValue(sort, order)),
  });
}

/** The page's rows and one more, from the cursor on in the direction in which it is read. */
function pageFrom(dialect: Dialect, query: SessionQuery): Prisma.Sql {
  const { sort, order: wanted = "desc" } = query;
  const value = sortValue(sort, wanted);
  const down = (wanted === "desc") !== isBackwards(query);
  const order = down ? Prisma.sql`${value} DESC, s."key" DESC` : Prisma.sql`${value} ASC, s."key" ASC`;
  const onwards = down ? Prisma.sql`<` : Prisma.sql`>`;
  const conditions = [sessionWhere(dialect, query)];
  if (query.cursor !== undefined) {
    const [at, key] = decodeCursor(query.cursor);
    const place = sortPlace(sort, at);
    if (place === null) throw notACursor(query.cursor);
    conditions.push(Prisma.sql`(${value}, s."key") ${onwards} (${place}, CAST(${key} AS BIGINT))`);
  }
  const beside = query.after ?? query.before;
  if (beside !== undefined) {
    // Nothing is beside a session that is not there.
    conditions.push(Prisma.sql`(${value}, s."key") ${onwards}
      (SELECT "value", "key" FROM (SELECT ${value} AS "value", s."key" AS "key" FROM "Session" s WHERE s."id" = ${beside}) AS "place")`);
  }
  return Prisma.sql`FROM "Session" s
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${order} LIMIT ${query.limit + 1}`;
}

function encodeCursor(row: { readonly key: number; readonly value: number } | undefined): string | null {
  if (!row) return null;
  const place: CursorPlace = [row.value, row.key];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function decodeCursor(cursor: string): CursorPlace {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw notACursor(cursor);
  }
}

function notACursor(cursor: string): FilterError {
  return new FilterError(`"${cursor}" is not a cursor of this list`);
}
