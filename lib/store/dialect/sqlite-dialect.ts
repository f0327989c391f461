import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { Dialect } from "./dialect";

/** In the search index a body goes by its session's key times this plus its number; the migration says so. */
const BODIES_OF_SESSION = 16_777_216;

/** SQLite: search is a virtual table, and a writer locks the file with its first insert. */
export const SQLITE: Dialect = {
  name: "sqlite",
  isShared: false,
  contains: (column, text) => Prisma.sql`instr(${column}, ${text}) > 0`,
  // The plus keeps SQLite from looking up each key found: it goes down the list, and stops when the page is full.
  hasWord: (word) =>
    Prisma.sql`+s."key" IN (SELECT "rowid" >> 24 FROM "MessageSearch" WHERE "MessageSearch" MATCH ${prefix(word)})`,
  bodyWith: (word) => Prisma.sql`(
    SELECT m."rowid" - s."key" * ${BODIES_OF_SESSION} FROM "MessageSearch" m WHERE m."MessageSearch" MATCH ${prefix(word)}
      AND m."rowid" BETWEEN s."key" * ${BODIES_OF_SESSION} AND (s."key" + 1) * ${BODIES_OF_SESSION} - 1 LIMIT 1)`,
  // A transaction that began by reading could not write once another process had written.
  writeLock: Prisma.sql`UPDATE "Session" SET "revision" = "revision" WHERE "key" = 0`,
  typeRow: () => null,
  snapshot: {},
  damage: {
    words: Prisma.sql`"quick_check"`,
    from: Prisma.sql`FROM pragma_quick_check`,
    check: Prisma.sql`INSERT INTO "MessageSearch"("MessageSearch") VALUES ('integrity-check')`,
  },
  afterCopy: null,
  probe: writeNothing,
};

function prefix(word: string): string {
  return `"${word}"*`;
}

async function writeNothing(client: Pick<PrismaClient, "$queryRawUnsafe">): Promise<void> {
  const [row] = await client.$queryRawUnsafe<{ user_version: bigint }[]>("PRAGMA user_version");
  await client.$queryRawUnsafe(`PRAGMA user_version = ${Number(row?.user_version ?? 0)}`);
}
