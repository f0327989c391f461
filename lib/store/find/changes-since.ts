import type { Connection } from "@/lib/store/connection";
import type { SessionChange } from "@/lib/store/store";
import { readShownPlace } from "./show-place";

/** How many changes are answered at once; the next question goes on from the last. */
const CHANGES_AT_ONCE = 1000;

/** Changes after a revision, from any process, in order. */
export function changesSince(connection: Connection, revision: number): Promise<readonly SessionChange[]> {
  const { client } = connection;
  return connection.exclusive(async () => {
    const rows = await client.change.findMany({
      where: { revision: { gt: revision } },
      orderBy: { revision: "asc" },
      take: CHANGES_AT_ONCE,
    });
    if (rows.length === 0) return [];
    const keys = [...new Set(rows.map((row) => row.sessionKey))];
    const sessions = await client.session.findMany({
      where: { key: { in: keys } },
      select: { key: true, id: true },
    });
    const ids = new Map(sessions.map((session) => [session.key, session.id]));
    return rows.map((row) => ({
      session: ids.get(row.sessionKey) ?? "",
      revision: Number(row.revision),
      kind: row.kind,
      turn: row.turn,
      ...(row.shown !== null && { shown: readShownPlace(row.shown) }),
    }));
  });
}

/** The revision of the last change; 0 before the first. */
export function lastRevision(connection: Connection): Promise<number> {
  return connection.exclusive(async () => {
    const last = await connection.client.change.findFirst({
      orderBy: { revision: "desc" },
      select: { revision: true },
    });
    return Number(last?.revision ?? 0);
  });
}
