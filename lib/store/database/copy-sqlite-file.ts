import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import SqliteFile from "better-sqlite3";
import { errorMessage } from "@/lib/core/base/error-message";
import { DatabaseError } from "./database-error";

/** What a half-made copy is called until it is whole. */
const HALF = ".half";

/**
 * Copies a SQLite file page by page as of one moment, while others read and write it, and puts the copy in place when
 * it is whole. The copy needs no log beside it. Throws `DatabaseError` where the source is no database of Turntree's, or
 * the target is there.
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new DatabaseError(`there is no file ${from}`);
  if (existsSync(to)) throw new DatabaseError(`${to} is there already: it is not written over`);
  mkdirSync(dirname(to), { recursive: true });
  const half = `${to}${HALF}`;
  rmSync(half, { force: true });
  try {
    const source = new SqliteFile(from, { readonly: true, fileMustExist: true });
    try {
      source.prepare("SELECT COUNT(*) FROM _prisma_migrations").get();
      await source.backup(half);
    } finally {
      source.close();
    }
    closeLog(half);
    renameSync(half, to);
  } catch (error) {
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${half}${ending}`, { force: true });
    throw new DatabaseError(`${from} could not be copied to ${to}: ${errorMessage(error)}`);
  }
}

/** So that the copy is one file, whatever is done with it. */
function closeLog(file: string): void {
  const copy = new SqliteFile(file);
  try {
    copy.pragma("journal_mode = DELETE");
  } finally {
    copy.close();
  }
}
