import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { errorMessage } from "@/lib/core/base/error-message";
import { DatabaseError } from "@/lib/store/database/database-error";
import { CONNECT_TIMEOUT_MS, databaseName } from "@/lib/store/database/postgres-url";
import { type Migration, missingMigrations, readMigrations } from "./migrations";

/** The oldest server whose SQL the migrations speak. */
const OLDEST_VERSION = 130_000;

/** The lock that processes which start together take in turns; any number does that no other program takes. */
const MIGRATION_LOCK = "8391162080376908134";

/** Prisma's own bookkeeping, as `prisma migrate` makes and reads it. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings a PostgreSQL database to the schema of this build and answers the names of the migrations it applied. Several
 * processes may do so at once: one applies, the others wait. A script that fails leaves the database as it was before
 * that script. Throws `DatabaseError` for a server that cannot be used and for a database that a newer build made.
 */
export async function applyPostgresMigrations(databaseUrl: string, directory: string): Promise<string[]> {
  const wanted = readMigrations(directory);
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "turntree",
  });
  // What is cut while nothing is asked is found by the next question.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await checkServer(client);
    // Given back when the connection ends, however it does.
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await migrate(client, wanted);
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(
      `the database ${databaseName(databaseUrl)} cannot be used: ${errorMessage(error).trim() || "no answer"}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const [{ version, encoding } = { version: 0, encoding: "" }] = rows;
  if (version < OLDEST_VERSION) throw new DatabaseError("PostgreSQL 13 or newer is wanted");
  if (encoding !== "UTF8") throw new DatabaseError(`the database must be encoded in UTF8, not ${encoding}`);
}

async function migrate(client: Client, wanted: readonly Migration[]): Promise<string[]> {
  await client.query(BOOKKEEPING);
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const missing = missingMigrations(wanted, rows);
  for (const migration of missing) await applyOne(client, migration);
  return missing.map(({ name }) => name);
}

async function applyOne(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new DatabaseError(`migration ${name} failed: ${errorMessage(error)}`);
  }
}
