import type { RunUse } from "@/lib/core/policy/run-quota";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";

const USE = new RawRows({
  sessions: rawColumn.number(Prisma.sql`COUNT(*)`),
  turns: rawColumn.number(Prisma.sql`COALESCE(SUM(s."turnCount"), 0)`),
  tokens: rawColumn.number(Prisma.sql`COALESCE(SUM(s."sampledTokens"), 0)`),
});

/** What a run's sessions have together, as their rows tell it. */
export async function readRunUse(connection: Connection, run: string): Promise<RunUse> {
  const rows = await connection.exclusive(() =>
    USE.select(connection.client, Prisma.sql`FROM "Session" s WHERE s."run" = ${run}`),
  );
  return USE.read(rows)[0] ?? { sessions: 0, turns: 0, tokens: 0 };
}
