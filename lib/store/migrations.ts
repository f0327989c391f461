import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DatabaseError } from "@/lib/store/database/database-error";

/** A script that takes a database one step on. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script, hex. */
  readonly checksum: string;
}

/** What the database keeps of a migration: `finished` is null of one that failed. */
const APPLIED = z.array(z.object({ name: z.string(), checksum: z.string(), finished: z.unknown() }));

/** The migrations of a folder in order. Throws `DatabaseError` when there is no folder. */
export function readMigrations(directory: string): Migration[] {
  if (!existsSync(directory)) throw new DatabaseError(`there are no migrations in ${directory}`);
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * The migrations that a database lacks, by the rows of its bookkeeping (`name`, `checksum`, `finished`). Throws
 * `DatabaseError` for a database that a newer build made, and for migrations that do not fit together.
 */
export function missingMigrations(wanted: readonly Migration[], rows: readonly unknown[]): Migration[] {
  const known = new Map(APPLIED.parse(rows).map((row) => [row.name, row]));
  for (const name of known.keys()) {
    if (!wanted.some((migration) => migration.name === name)) {
      throw new DatabaseError(`the database was made by a newer Turntree: it holds migration ${name}`);
    }
  }
  return wanted.filter((migration) => !isApplied(migration, known.get(migration.name)));
}

function isApplied(migration: Migration, row: z.infer<typeof APPLIED>[number] | undefined): boolean {
  if (!row) return false;
  if (row.finished === null) throw new DatabaseError(`migration ${migration.name} failed earlier`);
  if (row.checksum !== migration.checksum) {
    throw new DatabaseError(`migration ${migration.name} was edited after it had been applied`);
  }
  return true;
}
