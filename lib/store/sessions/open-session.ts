import type { Connection } from "@/lib/store/connection";
import { sessionColumns, sessionRecord } from "@/lib/store/rows/session-columns";
import { withNewKey } from "@/lib/store/rows/with-new-key";
import type { SessionInput, SessionRecord } from "@/lib/store/store";

/** Called inside `connection.exclusive`. Throws `SessionExistsError`. */
export async function openSession(connection: Connection, input: SessionInput): Promise<SessionRecord> {
  const { client } = connection;
  const key = await withNewKey(connection, input.id, async (key) => {
    const session = client.session.create({
      data: { ...sessionColumns(input, Date.now()), key },
      select: { key: true },
    });
    await connection.commit({ session: input.id, key, kind: "opened", turn: null }, [session]);
    return key;
  });
  return sessionRecord(await client.session.findUniqueOrThrow({ where: { key } }));
}
