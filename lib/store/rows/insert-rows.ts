import { Prisma, type PrismaClient } from "@/prisma/generated/client";

/** The value of a column. */
type Column = string | number | bigint | Uint8Array | null | undefined;

/** SQLite takes this many parameters in one statement (SQLITE_MAX_VARIABLE_NUMBER). */
const MOST_PARAMETERS = 32_766;

/**
 * The statements that insert rows into a table, to stand in a transaction; none for no rows. Every row has the columns
 * of the first, in its order; `undefined` is null. Written out, since Prisma takes several times as long to work out
 * an insert as SQLite does to carry it out.
 *
 * @example
 * insertRows(client, "TurnOutput", [{ sessionKey: 1, index: 1, outputIds, outputLogProbs: null }]);
 */
export function insertRows(
  client: PrismaClient,
  table: Prisma.ModelName,
  rows: readonly Readonly<Record<string, Column>>[],
): Prisma.PrismaPromise<number>[] {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const names = columns.map((column) => `"${column}"`).join(", ");
  const head = Prisma.raw(`INSERT INTO "${table}" (${names}) VALUES `);
  const rowsAtOnce = Math.floor(MOST_PARAMETERS / columns.length);
  const statements: Prisma.PrismaPromise<number>[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const values = rows
      .slice(start, start + rowsAtOnce)
      .map((row) => Prisma.sql`(${Prisma.join(columns.map((column) => row[column] ?? null))})`);
    statements.push(client.$executeRaw`${head}${Prisma.join(values)}`);
  }
  return statements;
}
