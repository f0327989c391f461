import { z } from "zod";
import { Prisma } from "@/prisma/generated/client";
import type { Connection } from "./connection";
import { FilterError } from "./filter-error";
import { sessionRecord } from "./session-row";
import { sessionWhere } from "./session-where";
import type { SessionPage, SessionQuery } from "./store";

/** The sort value and key of the last row of a page. */
const cursorShape = z.tuple([z.number().int(), z.number().int()]);

/**
 * One page of sessions, the latest first. Pages go on from a key, so a new session does not shift them. Throws
 * `FilterError`, also for a cursor that no page gave.
 */
export async function listSessions(connection: Connection, query: SessionQuery): Promise<SessionPage> {
  const { client } = connection;
  // What comes before a session is read upwards from it, and then turned round.
  const direction = query.before === undefined ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const order =
    query.sort === "updated_at"
      ? Prisma.sql`s."updatedAt" ${direction}, s."key" ${direction}`
      : Prisma.sql`s."key" ${direction}`;
  const keys = Prisma.sql`SELECT s."key" FROM "Session" s WHERE ${conditions(query)} ORDER BY ${order} LIMIT ${query.limit + 1}`;
  return connection.exclusive(async () => {
    const found = await client.$queryRaw<{ key: bigint | number }[]>(keys);
    const rows = await client.session.findMany({
      where: { key: { in: found.map(({ key }) => Number(key)) } },
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const page = found.slice(0, query.limit).flatMap(({ key }) => byKey.get(Number(key)) ?? []);
    if (query.before !== undefined) page.reverse();
    const last = page.at(-1);
    const hasMore = found.length > query.limit && query.before === undefined;
    return {
      sessions: page.map(sessionRecord),
      nextCursor: last && hasMore ? encodeCursor(Number(last.updatedAt), last.key) : null,
    };
  });
}

/** The conditions of a query on `"Session" s`, its place in the list included. */
function conditions(query: SessionQuery): Prisma.Sql {
  return Prisma.join([sessionWhere(query), afterCursor(query), beside(query)], " AND ");
}

/** After or before a session in the list; nothing where there is no such session. */
function beside({ sort, after, before }: SessionQuery): Prisma.Sql {
  const session = after ?? before;
  if (session === undefined) return Prisma.sql`TRUE`;
  const comparison = after === undefined ? Prisma.sql`>` : Prisma.sql`<`;
  const [place, other] =
    sort === "updated_at"
      ? [Prisma.sql`(s."updatedAt", s."key")`, Prisma.sql`o."updatedAt", o."key"`]
      : [Prisma.sql`s."key"`, Prisma.sql`o."key"`];
  return Prisma.sql`${place} ${comparison} (SELECT ${other} FROM "Session" o WHERE o."id" = ${session})`;
}

function afterCursor(query: SessionQuery): Prisma.Sql {
  if (query.cursor === undefined) return Prisma.sql`TRUE`;
  const [updatedAt, key] = decodeCursor(query.cursor);
  // Sessions are numbered in the order in which they were opened.
  if (query.sort === "created_at") return Prisma.sql`s."key" < ${key}`;
  return Prisma.sql`(s."updatedAt", s."key") < (${BigInt(updatedAt)}, ${key})`;
}

function encodeCursor(updatedAt: number, key: number): string {
  return Buffer.from(JSON.stringify([updatedAt, key])).toString("base64url");
}

function decodeCursor(cursor: string): [number, number] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new FilterError(`"${cursor}" is not a cursor of this list`);
  }
}
