import { type Connection, isKeyTaken } from "./connection";
import { SessionExistsError } from "./session-exists-error";
import { sessionColumns, sessionRecord } from "./session-row";
import type { SessionInput, SessionRecord } from "./store";

/** How often a key is chosen anew because another process opened a session in between. */
const ATTEMPTS = 20;

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

/**
 * Runs a write that makes the session `id` under a key of its own. The key is chosen before the write, since all
 * rows of a transaction are given at once. Throws `SessionExistsError`.
 */
export async function withNewKey<T>(
  connection: Connection,
  id: string,
  write: (key: number) => Promise<T>,
): Promise<T> {
  const { client } = connection;
  for (let attempt = 1; ; attempt++) {
    const last = await client.session.findFirst({ orderBy: { key: "desc" }, select: { key: true } });
    try {
      return await write((last?.key ?? 0) + 1);
    } catch (error) {
      if (!isKeyTaken(error)) throw error;
      const same = await client.session.findUnique({ where: { id }, select: { key: true } });
      if (same) throw new SessionExistsError(id);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
