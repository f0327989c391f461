import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { SQLITE } from "@/lib/store/dialect/sqlite-dialect";
import { PrismaClient } from "@/prisma/generated/client";
import type { Database, Durability } from "./database";

/** How long a write waits for another process's. */
const BUSY_TIMEOUT_MS = 10_000;

/** To this many bytes SQLite cuts the write-ahead log when it begins it anew; it would stay as large as it ever was. */
const LONGEST_LOG = 16_777_216;

/** A SQLite file, by its path. */
export function sqliteDatabase(file: string, durability: Durability = "reply"): Database {
  const openReader = () =>
    new PrismaClient({
      adapter: new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS }),
    });
  return {
    dialect: SQLITE,
    name: file,
    openReader,
    async openWriter() {
      const client = openReader();
      // In WAL mode NORMAL leaves the last transactions to the mercy of a power cut.
      await client.$executeRawUnsafe(`PRAGMA synchronous = ${durability === "reply" ? "FULL" : "NORMAL"}`);
      await client.$queryRawUnsafe(`PRAGMA journal_size_limit = ${LONGEST_LOG}`);
      return client;
    },
  };
}
