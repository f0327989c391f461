import { z } from "zod";
import type { Prisma } from "@/prisma/generated/client";
import type { Connection } from "./connection";
import { sessionRecord } from "./session-row";
import type { SessionPage, SessionQuery } from "./store";

/** The sort value and key of the last row of a page. */
const cursorShape = z.tuple([z.number().int(), z.number().int()]);

/** One page of sessions, the latest first. Pages go on from a key, so a new session does not shift them. */
export async function listSessions(connection: Connection, query: SessionQuery): Promise<SessionPage> {
  const rows = await connection.exclusive(() =>
    connection.client.session.findMany({
      where: { AND: [filter(query), after(query)] },
      orderBy: query.sort === "updated_at" ? [{ updatedAt: "desc" }, { key: "desc" }] : { key: "desc" },
      take: query.limit + 1,
    }),
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    sessions: page.map(sessionRecord),
    nextCursor: last && rows.length > page.length ? encodeCursor(Number(last.updatedAt), last.key) : null,
  };
}

function filter(query: SessionQuery): Prisma.SessionWhereInput {
  return {
    ...(query.status && { status: query.status }),
    ...(query.search && { id: { contains: query.search } }),
  };
}

function after(query: SessionQuery): Prisma.SessionWhereInput {
  if (query.cursor === undefined) return {};
  const [updatedAt, key] = decodeCursor(query.cursor);
  // Sessions are numbered in the order in which they were opened.
  if (query.sort === "created_at") return { key: { lt: key } };
  return {
    updatedAt: { lte: BigInt(updatedAt) },
    OR: [{ updatedAt: { lt: BigInt(updatedAt) } }, { key: { lt: key } }],
  };
}

function encodeCursor(updatedAt: number, key: number): string {
  return Buffer.from(JSON.stringify([updatedAt, key])).toString("base64url");
}

/** Throws `RangeError` for a cursor that no page gave. */
function decodeCursor(cursor: string): [number, number] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new RangeError(`"${cursor}" is not a cursor of this list`);
  }
}
