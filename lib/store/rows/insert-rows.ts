import type { Row } from "@/lib/store/write";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { inParts, valuesOf } from "./row-values";

/**
 * Inserts rows into a table, with one statement for as many as it takes. Every row has the columns of the first, in its
 * order. Written out, since Prisma takes several times as long to work out an insert as SQLite does to carry it out.
 *
 * @example
 * await insertRows(client, "TurnOutput", [{ sessionKey: 1, index: 1, outputIds, outputLogProbs: null }]);
 */
export async function insertRows(
  client: Pick<PrismaClient, "$executeRaw">,
  table: Prisma.ModelName,
  rows: readonly Row[],
): Promise<void> {
  for (const statement of insertsOf(table, rows)) await client.$executeRaw(statement);
}

/** The statements that insert rows; none for no rows. */
export function insertsOf(table: Prisma.ModelName, rows: readonly Row[]): Prisma.Sql[] {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return [];
  const head = insertHead(table, columns);
  return [...inParts(rows, columns.length)].map(
    (part) => Prisma.sql`${head} ${valuesOf(part.map((row) => columns.map((column) => row[column])))}`,
  );
}

/** An INSERT up to its values. */
export function insertHead(table: Prisma.ModelName, columns: readonly string[]): Prisma.Sql {
  return Prisma.raw(`INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(", ")})`);
}
