import type { Connection } from "@/lib/store/connection";
import { sessionColumns, sessionRecord } from "@/lib/store/rows/session-columns";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import type { SessionInput, SessionRecord } from "@/lib/store/store";

/** Throws `SessionExistsError`. */
export async function openSession(connection: Connection, input: SessionInput): Promise<SessionRecord> {
  const row = sessionColumns(input, Date.now());
  const outcome = await connection.write({ type: "open", session: input.id, row });
  if (outcome.type === "refused") throw new SessionExistsError(input.id);
  return connection.exclusive(async () =>
    sessionRecord(await connection.client.session.findUniqueOrThrow({ where: { id: input.id } })),
  );
}
