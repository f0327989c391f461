import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { callerPath } from "./caller-path";
import { UsageError } from "./usage-error";

const DATA_FILE = /\.(jsonl|ndjson|jsonl\.gz|parquet)$/;

/** A file of data, and what it is called in words for people. */
export interface DataFile {
  readonly path: string;
  readonly name: string;
}

/** Whether a name is that of JSON lines or Parquet. */
export function isDataFile(name: string): boolean {
  return DATA_FILE.test(name);
}

/**
 * The files of JSON lines and Parquet below a folder, in order of their names; a file that is named is itself. Throws
 * `UsageError` where there is none.
 */
export async function findDataFiles(folder: string): Promise<readonly DataFile[]> {
  const root = callerPath(folder);
  const found = await stat(root).catch(() => null);
  if (found === null) throw new UsageError(`cannot open ${folder}: there is no such file or folder`);
  if (!found.isDirectory()) return [{ path: root, name: folder }];
  const names = (await readdir(root, { recursive: true })).filter(isDataFile).sort();
  if (names.length === 0) throw new UsageError(`${folder} holds no .jsonl, .jsonl.gz or .parquet`);
  return names.map((name) => ({ path: path.join(root, name), name }));
}
