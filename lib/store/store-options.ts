import type { Durability } from "./database/database";
import type { Writer } from "./write";

/** How a store is opened. */
export interface StoreOptions {
  /** `file:` and a path, relative to the working directory unless absolute; or `postgresql://…`. */
  readonly databaseUrl: string;
  /** Where the migrations lie; `prisma/sqlite/migrations` or `prisma/postgres/migrations` of the working directory unless given. */
  readonly migrationsDirectory?: string;
  /** A folder for large columns of evidence; absent or null: the database holds them too. */
  readonly blobs?: string | null;
  /** What a write waits for; `reply` unless given. */
  readonly durability?: Durability;
  /** Opens the process's writer, where several threads share one; the store has its own unless given. */
  readonly openWriter?: (databaseUrl: string, durability: Durability) => Writer;
  /** Whether another thread of this process has brought the database to this build's schema. */
  readonly isMigrated?: boolean;
}
