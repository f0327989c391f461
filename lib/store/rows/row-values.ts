import type { Column } from "@/lib/store/write";
import { Prisma } from "@/prisma/generated/client";

/** SQLite takes this many parameters in one statement (SQLITE_MAX_VARIABLE_NUMBER). */
const MOST_PARAMETERS = 32_766;

/** A list in parts of which each fits in one statement, at so many parameters an entry. */
export function* inParts<T>(list: readonly T[], parameters: number): Generator<readonly T[]> {
  const atOnce = Math.floor(MOST_PARAMETERS / parameters);
  for (let start = 0; start < list.length; start += atOnce) yield list.slice(start, start + atOnce);
}

/**
 * `VALUES (…), (…)`; as a table its columns are called `column1`, `column2` and so on.
 *
 * @param first A row that stands before these; null for none.
 */
export function valuesOf(rows: readonly (readonly Column[])[], first: Prisma.Sql | null = null): Prisma.Sql {
  const lists = rows.map((row) => Prisma.sql`(${Prisma.join(row.map((value) => value ?? null))})`);
  return Prisma.sql`VALUES ${Prisma.join(first === null ? lists : [first, ...lists])}`;
}
