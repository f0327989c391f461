import { randomUUID } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import { DatabaseError } from "@/lib/store/database/database-error";
import { hasRoomForCalls } from "@/lib/store/rows/has-room-for-calls";
import { type Migration, missingMigrations, readMigrations } from "./migrations";

/** How long one process waits for another that is migrating or writing. */
const BUSY_TIMEOUT_MS = 10_000;

/** Turns are a few kilobytes: pages of 4 KB would leave a third of each unused. Counts for a new file only. */
const PAGE_SIZE = 8192;

/** Prisma's own bookkeeping, as `prisma migrate` makes and reads it. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);`;

/**
 * Brings a SQLite file to the schema of this build and answers the names of the migrations it applied. Several
 * processes may do so at once: one applies, the others wait. A script that fails leaves the file as it was.
 * Throws `DatabaseError` for a database that a newer build made, and for migrations that do not fit together.
 */
export function applyMigrations(file: string, directory: string): string[] {
  const database = openFile(file);
  try {
    // Immediate: this is where other processes that start now wait.
    return database.transaction(() => migrate(database, readMigrations(directory))).immediate();
  } catch (error) {
    throw faultAtStart(error, file);
  } finally {
    database.close();
  }
}

function openFile(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    database.pragma(`page_size = ${PAGE_SIZE}`);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    // A script that rebuilds a table needs this off, and it cannot be switched inside a transaction.
    database.pragma("foreign_keys = OFF");
    return database;
  } catch (error) {
    const fault = faultAtStart(error, file);
    if (fault instanceof DatabaseError) throw fault;
    throw new DatabaseError(`the database ${file} cannot be opened: ${errorMessage(error)}`);
  }
}

/** What is wrong with the file, in words that name it. */
function faultAtStart(error: unknown, file: string): unknown {
  const fault = StoreFault.of(error, file);
  if (!(fault instanceof StoreFault)) return error;
  return new DatabaseError(fault.kind === "broken" ? wordsOfBroken(fault, file) : fault.message);
}

/** SQLite says of a disk that is mounted for reading, and of a full one, what it says of one that is gone. */
function wordsOfBroken(fault: StoreFault, file: string): string {
  if (!mayBeWritten(file)) return StoreFault.about(file, "read_only").message;
  return hasRoomForCalls(file) ? fault.message : StoreFault.about(file, "full").message;
}

/** Whether this user may write the file, or make it, and the log that stands beside it. */
function mayBeWritten(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function migrate(database: Database.Database, wanted: readonly Migration[]): string[] {
  database.exec(BOOKKEEPING);
  const rows = database
    .prepare(
      `SELECT migration_name AS name, checksum, finished_at AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    )
    .all();
  const missing = missingMigrations(wanted, rows);
  for (const migration of missing) applyOne(database, migration);
  if (missing.length > 0) {
    const broken = database.prepare("PRAGMA foreign_key_check").all();
    if (broken.length > 0)
      throw new DatabaseError(`migrations left ${broken.length} rows without their parent`);
  }
  // A write, lest the first call be the one that finds that there are none.
  database.pragma(`user_version = ${Number(database.pragma("user_version", { simple: true }))}`);
  return missing.map((migration) => migration.name);
}

function applyOne(database: Database.Database, migration: Migration): void {
  const started = timestamp();
  try {
    database.exec(migration.sql);
  } catch (error) {
    throw new DatabaseError(`migration ${migration.name} failed: ${errorMessage(error)}`);
  }
  database
    .prepare(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES (?, ?, ?, ?, ?, 1)`,
    )
    .run(randomUUID(), migration.checksum, timestamp(), migration.name, started);
}

function timestamp(): string {
  return new Date().toISOString().replace("Z", "+00:00");
}
