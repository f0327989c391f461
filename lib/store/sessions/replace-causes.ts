import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";

/** The statements that put a session's counts by cause in place of those before. */
export function replaceCauses(
  client: PrismaClient,
  sessionKey: number,
  causes: readonly CauseTally[],
): Prisma.PrismaPromise<unknown>[] {
  const rows = causes.map((cause) => ({ ...cause, sessionKey }));
  return [
    client.sessionCause.deleteMany({ where: { sessionKey } }),
    ...(rows.length > 0 ? [client.sessionCause.createMany({ data: rows })] : []),
  ];
}
