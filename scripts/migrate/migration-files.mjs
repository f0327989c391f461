import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a database's migrations lie. */
export function migrationsFolder(database) {
  return `prisma/${database}/migrations`;
}

/** Their names in order. */
export function migrationNames(database) {
  const folder = migrationsFolder(database);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * SQLite's migrations that PostgreSQL lacks. Its first stands for all of SQLite's up to it: PostgreSQL came later.
 */
export function missingOnPostgres() {
  const there = migrationNames("postgres");
  return migrationNames("sqlite").filter((name) => name > (there[0] ?? "") && !there.includes(name));
}

/** PostgreSQL's migrations after its first that SQLite lacks. */
export function missingOnSqlite() {
  const there = migrationNames("sqlite");
  return migrationNames("postgres")
    .slice(1)
    .filter((name) => !there.includes(name));
}

/** Writes a migration of a database and says so. */
export function writeMigration(database, name, script) {
  const folder = join(migrationsFolder(database), name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), script);
  console.log(`wrote ${folder}`);
}
