import Database from "better-sqlite3";
import { z } from "zod";
import { damagePage } from "./damage-page";

/** Overwrites the first page of a table or an index of a database, as a failing disk would. */
export function damageTable(file: string, name: string): void {
  const database = new Database(file);
  database.pragma("wal_checkpoint(TRUNCATE)");
  const { rootpage } = z
    .object({ rootpage: z.number() })
    .parse(database.prepare("SELECT rootpage FROM sqlite_master WHERE name = ?").get(name));
  const pageSize = Number(database.pragma("page_size", { simple: true }));
  database.close();
  damagePage(file, rootpage, pageSize);
  // What another connection writes makes this process forget the pages that it holds.
  const other = new Database(file);
  other.pragma("user_version = 1");
  other.pragma("user_version = 0");
  other.close();
}
