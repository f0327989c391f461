import { assume } from "@/lib/core/base/assume";
import { POSTGRES } from "@/lib/store/dialect/postgres-dialect";
import type { PrismaClient } from "@/prisma/generated/client";
import { PrismaClient as PostgresClient } from "@/prisma/generated/postgres/client";
import type { Database, Durability } from "./database";
import { postgresAdapter } from "./postgres-adapter";
import { CONNECT_TIMEOUT_MS, databaseName } from "./postgres-url";

/** A thread's connections to the server at most; the server counts those of all its recorders. */
const MOST_READERS = 4;

/**
 * A recorder that stands still in the middle of a transaction holds the lock of all writers. The server breaks its
 * connection after so many ms; when it is back, it looks for what it wrote and writes the rest anew.
 */
const LONGEST_PAUSE_MS = 8_000;

/** Whatever the server's defaults are. */
const SETTINGS: Readonly<Record<Durability, string>> = {
  reply: "synchronous_commit=on",
  relaxed: "synchronous_commit=off",
};

/** A database of a PostgreSQL server, by its URL. */
export function postgresDatabase(databaseUrl: string, durability: Durability = "reply"): Database {
  const open = (connections: number) =>
    assume<PrismaClient>(
      new PostgresClient({
        adapter: postgresAdapter({
          connectionString: databaseUrl,
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
          max: connections,
          application_name: "turntree",
          keepAlive: true,
          options: `-c ${SETTINGS[durability]} -c idle_in_transaction_session_timeout=${LONGEST_PAUSE_MS}`,
        }),
      }),
      "both clients are generated from one file of models; they differ in types that TypeScript cannot compare",
    );
  return {
    dialect: POSTGRES,
    name: databaseName(databaseUrl),
    openReader: () => open(MOST_READERS),
    openWriter: async () => open(1),
  };
}
