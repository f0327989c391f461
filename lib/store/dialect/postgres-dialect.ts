import { assume } from "@/lib/core/base/assume";
import { Prisma } from "@/prisma/generated/client";
import type { Dialect } from "./dialect";

/** The one lock of all writers to a database's tables; any number does that no other program takes ("turntree"). */
const WRITE_LOCK = 8_391_162_080_376_908_133n;

/** PostgreSQL: search is a table of words kept by triggers, and writers take one lock. */
export const POSTGRES: Dialect = {
  name: "postgres",
  isShared: true,
  contains: (column, text) => Prisma.sql`strpos(${column}, ${text}) > 0`,
  hasWord: (word) =>
    Prisma.sql`s."key" IN (SELECT m."sessionKey" FROM "MessageSearch" m WHERE m."words" @@ turntree_prefix(${word}))`,
  bodyWith: (word) => Prisma.sql`(
    SELECT MIN(m."number") FROM "MessageSearch" m WHERE m."sessionKey" = s."key" AND m."words" @@ turntree_prefix(${word}))`,
  writeLock: Prisma.sql`SELECT pg_advisory_xact_lock(${WRITE_LOCK})`,
  typeRow: (table, columns) =>
    Prisma.raw(`(${columns.map((column) => `(SELECT "${column}" FROM "${table}" LIMIT 0)`).join(", ")})`),
  snapshot: {
    isolationLevel: assume<Prisma.TransactionIsolationLevel>(
      "RepeatableRead",
      "PostgreSQL's client takes it; the types are those of SQLite's, which knows one level",
    ),
  },
  damage: {
    words: Prisma.sql`'index ' || c."relname" || ' is not valid'`,
    from: Prisma.sql`FROM pg_index i JOIN pg_class c ON c."oid" = i."indexrelid" WHERE NOT i."indisvalid"`,
    check: null,
  },
  afterCopy: Prisma.sql`DO $$ DECLARE given record; BEGIN
    FOR given IN SELECT table_name AS name, column_name AS col FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE 'nextval(%' LOOP
      EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), GREATEST((SELECT MAX(%I) FROM %I), 1))',
        quote_ident(given.name), given.col, given.col, given.name);
    END LOOP;
  END $$`,
  // The row that the first migration left: rewritten, it needs what any write needs.
  probe: (
    client,
  ) => client.$executeRaw`UPDATE "_prisma_migrations" SET "logs" = "logs" WHERE "migration_name" =
    (SELECT MIN("migration_name") FROM "_prisma_migrations")`,
};
