import { type Connection, isKeyTaken } from "@/lib/store/connection";
import { SessionExistsError } from "./session-exists-error";

/** How often a key is chosen anew because another process opened a session in between. */
const ATTEMPTS = 20;

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
