import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { Prisma } from "@/prisma/generated/client";
import { freshDatabase } from "@/test/postgres/fresh-database";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { applyMigrations } from "./apply-migrations";
import { applyPostgresMigrations } from "./apply-postgres-migrations";

const database = await freshDatabase();
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await database.remove();
});

/** What SQLite calls the types of PostgreSQL; words of a closed list are text there. */
const TYPES: Readonly<Record<string, string>> = {
  integer: "INTEGER",
  bigint: "BIGINT",
  text: "TEXT",
  bytea: "BLOB",
  boolean: "BOOLEAN",
  "double precision": "REAL",
  "USER-DEFINED": "TEXT",
};

/** Revisions have 64 bits, and those of SQLite's INTEGER have as many: no other type counts up by itself. */
function sqliteType({ name, type }: Column): string {
  return name === "revision" && type === "bigint" ? "INTEGER" : (TYPES[type] ?? type);
}

const COLUMN = z.object({ table: z.string(), name: z.string(), type: z.string(), mayBeNull: z.boolean() });

type Column = z.infer<typeof COLUMN>;

function sqliteColumns(): readonly Column[] {
  const file = join(folder.path, "turntree.db");
  applyMigrations(file, "prisma/sqlite/migrations");
  const opened = new Database(file);
  try {
    return Object.keys(Prisma.ModelName).flatMap((table) =>
      z
        .array(z.object({ name: z.string(), type: z.string(), notnull: z.number() }))
        .parse(opened.pragma(`table_info("${table}")`))
        .map(({ name, type, notnull }) => ({ table, name, type, mayBeNull: notnull === 0 })),
    );
  } finally {
    opened.close();
  }
}

async function postgresColumns(): Promise<readonly Column[]> {
  expect((await applyPostgresMigrations(database.url, "prisma/postgres/migrations")).length).toBeGreaterThan(
    0,
  );
  expect(await applyPostgresMigrations(database.url, "prisma/postgres/migrations")).toEqual([]);
  const rows = await database.query(
    `SELECT table_name AS "table", column_name AS name, data_type AS type, is_nullable = 'YES' AS "mayBeNull"
     FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  return z
    .array(COLUMN)
    .parse(rows)
    .filter(({ table }) => table in Prisma.ModelName)
    .map((column) => ({ ...column, type: sqliteType(column) }));
}

const told = (columns: readonly Column[]) =>
  columns
    .map(({ table, name, type, mayBeNull }) => `${table}.${name} ${type}${mayBeNull ? "?" : ""}`)
    .toSorted();

it("the migrations of both databases make the same tables of the same columns", async () => {
  expect(told(await postgresColumns())).toEqual(told(sqliteColumns()));
});
