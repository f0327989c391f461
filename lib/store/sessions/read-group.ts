import type { Connection } from "@/lib/store/connection";
import { sessionRecord } from "@/lib/store/rows/session-columns";
import type { SessionRecord } from "@/lib/store/store";

/** All sessions of a group that were not dropped, in order of their index. */
export async function readGroup(connection: Connection, groupIndex: number): Promise<SessionRecord[]> {
  const rows = await connection.exclusive(() =>
    connection.client.session.findMany({
      where: { groupIndex, status: { not: "dropped" } },
      orderBy: [{ index: { sort: "asc", nulls: "first" } }, { key: "asc" }],
    }),
  );
  return rows.map(sessionRecord);
}
