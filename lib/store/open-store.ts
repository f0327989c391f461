import { isPostgresUrl } from "@/lib/store/database/postgres-url";
import { blobsOf } from "./blobs/blobs-of";
import { ForeignChanges } from "./foreign-changes";
import { openConnection } from "./open-connection";
import { PrismaStore } from "./prisma-store";
import type { Store } from "./store";
import type { StoreOptions } from "./store-options";

/**
 * Opens the store: makes the file if there is none, and brings the database to this build's schema. Throws
 * `DatabaseError`, whose message is one sentence, for a database that cannot be used.
 *
 * @example
 * const store = await openStore({ databaseUrl: "file:./data/turntree.db" });
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl } = options;
  const foreign = isPostgresUrl(databaseUrl) ? new ForeignChanges(databaseUrl) : null;
  return new PrismaStore(await openConnection(options), foreign, blobsOf(options));
}
