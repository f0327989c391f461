import { resolve } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { DatabaseError } from "@/lib/store/rows/database-error";
import { PrismaClient } from "@/prisma/generated/client";
import { applyMigrations } from "./apply-migrations";
import { Connection } from "./connection";
import { PrismaStore } from "./prisma-store";
import type { Store } from "./store";
import type { WriteTurn } from "./write-queue";

/** How long a write waits for another process's. */
const BUSY_TIMEOUT_MS = 10_000;

export interface StoreOptions {
  /** `file:` and a path, relative to the working directory unless absolute. */
  readonly databaseUrl: string;
  /** Where the migrations lie; `prisma/migrations` of the working directory unless given. */
  readonly migrationsDirectory?: string;
  /** Asks for the turn to write, where several threads of a process share the file. */
  readonly writeTurn?: WriteTurn;
  /** Whether another thread of this process has brought the file to this build's schema. */
  readonly isMigrated?: boolean;
}

/**
 * Opens the store: makes the file if there is none, and brings it to this build's schema. Throws `DatabaseError`,
 * whose message is one sentence, for a database that cannot be used.
 *
 * @example
 * const store = await openStore({ databaseUrl: "file:./data/turntree.db" });
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const file = fileOf(options.databaseUrl);
  if (options.isMigrated !== true)
    applyMigrations(file, options.migrationsDirectory ?? resolve("prisma/migrations"));
  const client = new PrismaClient({
    adapter: new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS }),
  });
  // In WAL mode the default leaves the last transactions to the mercy of a power cut.
  await client.$executeRawUnsafe("PRAGMA synchronous = FULL");
  const connection = new Connection(client, file, options.writeTurn);
  await connection.limitLog();
  return new PrismaStore(connection);
}

function fileOf(databaseUrl: string): string {
  if (!databaseUrl.startsWith("file:") || databaseUrl.length === "file:".length) {
    throw new DatabaseError(`DATABASE_URL must be file: and a path, not "${databaseUrl}"`);
  }
  return resolve(databaseUrl.slice("file:".length));
}
