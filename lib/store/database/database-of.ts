import { resolve } from "node:path";
import type { Database, Durability } from "./database";
import { DatabaseError } from "./database-error";
import { postgresDatabase } from "./postgres-database";
import { isPostgresUrl } from "./postgres-url";
import { sqliteDatabase } from "./sqlite-database";

/** The database that a `DATABASE_URL` names. Throws `DatabaseError`. */
export function databaseOf(databaseUrl: string, durability: Durability = "reply"): Database {
  return isPostgresUrl(databaseUrl)
    ? postgresDatabase(databaseUrl, durability)
    : sqliteDatabase(databaseFile(databaseUrl), durability);
}

/** The file that a URL names which is not PostgreSQL's. Throws `DatabaseError`. */
export function databaseFile(databaseUrl: string): string {
  if (!databaseUrl.startsWith("file:") || databaseUrl.length === "file:".length) {
    throw new DatabaseError(`DATABASE_URL must be file: and a path, or postgresql://…, not "${databaseUrl}"`);
  }
  return resolve(databaseUrl.slice("file:".length));
}
