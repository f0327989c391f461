import { resolve } from "node:path";
import { databaseFile, databaseOf } from "@/lib/store/database/database-of";
import { isPostgresUrl } from "@/lib/store/database/postgres-url";
import { BatchWriter } from "@/lib/store/writer/batch-writer";
import { applyMigrations } from "./apply-migrations";
import { applyPostgresMigrations } from "./apply-postgres-migrations";
import { Connection } from "./connection";
import type { StoreOptions } from "./store-options";

/**
 * Connects to the database: makes the file if there is none, and brings it to this build's schema. A PostgreSQL database
 * must be there. Throws `DatabaseError`, whose message is one sentence, for a database that cannot be used.
 */
export async function openConnection(options: StoreOptions): Promise<Connection> {
  const { databaseUrl, durability = "reply" } = options;
  if (options.isMigrated !== true) await migrate(options);
  const database = databaseOf(databaseUrl, durability);
  const client = database.openReader();
  await client.$connect();
  const writer = options.openWriter?.(databaseUrl, durability) ?? new BatchWriter(database);
  return new Connection(client, database, writer);
}

async function migrate({ databaseUrl, migrationsDirectory }: StoreOptions): Promise<void> {
  if (isPostgresUrl(databaseUrl)) {
    await applyPostgresMigrations(databaseUrl, migrationsDirectory ?? resolve("prisma/postgres/migrations"));
  } else {
    applyMigrations(databaseFile(databaseUrl), migrationsDirectory ?? resolve("prisma/sqlite/migrations"));
  }
}
