import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionChange } from "@/lib/store/store";
import type { Column, Row } from "@/lib/store/write";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "./write-statements";

const FOUND = new RawRows({ found: rawColumn.number(Prisma.sql`COUNT(*)`) });

async function holds({ client }: Transaction, from: Prisma.Sql): Promise<boolean> {
  const [row] = FOUND.read(await FOUND.select(client, from));
  return row !== undefined && row.found > 0;
}

/** Whether a session holds a turn of this digest at this place. */
export function holdsTurn(
  transaction: Transaction,
  session: string,
  turn: number,
  digest: Column,
): Promise<boolean> {
  return holds(
    transaction,
    Prisma.sql`FROM "Session" s JOIN "Turn" t ON t."sessionKey" = s."key"
      WHERE s."id" = ${session} AND t."index" = ${turn} AND t."digest" = ${digest ?? null}`,
  );
}

/** Whether a session has these columns; a column without a value holds nothing. */
export function holdsSession(transaction: Transaction, session: string, columns: Row): Promise<boolean> {
  const conditions = Object.entries(columns).map(
    ([column, value]) => Prisma.sql`${Prisma.raw(`"${column}"`)} = ${value ?? null}`,
  );
  return holds(
    transaction,
    Prisma.sql`FROM "Session" WHERE "id" = ${session} AND ${Prisma.join(conditions, " AND ")}`,
  );
}

/** Whether a change stands in the log. */
export function holdsChange(
  transaction: Transaction,
  { session, revision, kind, turn }: SessionChange,
): Promise<boolean> {
  return holds(
    transaction,
    Prisma.sql`FROM "Change" c JOIN "Session" s ON s."key" = c."sessionKey"
      WHERE c."revision" = ${BigInt(revision)} AND c."kind" = ${kind} AND s."id" = ${session}
        AND c."turn" IS NOT DISTINCT FROM ${turn}`,
  );
}
