import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { Connection } from "@/lib/store/connection";

/** What happened in sessions, by their id; sessions in which nothing did are left out. */
export async function readCauses(
  connection: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly CauseTally[]>> {
  const rows = await connection.exclusive(() =>
    connection.client.sessionCause.findMany({
      where: { session: { id: { in: [...ids] } } },
      select: { subject: true, cause: true, count: true, tokens: true, session: { select: { id: true } } },
    }),
  );
  const causes = new Map<string, CauseTally[]>();
  for (const { session, ...cause } of rows) {
    const known = causes.get(session.id);
    if (known) known.push(cause);
    else causes.set(session.id, [cause]);
  }
  return causes;
}
