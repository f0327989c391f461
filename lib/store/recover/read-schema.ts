import type { SqliteValue } from "./read-record";
import { type DamagedPage, type Walk, walkPages } from "./walk-pages";

/** A table, an index, a trigger or a view, as the file's first tree tells them. */
export interface SchemaEntry {
  readonly type: string;
  readonly name: string;
  /** Its first page; 0 for what has none. */
  readonly root: number;
  /** Null for an index that SQLite made by itself. */
  readonly sql: string | null;
}

/** What a file says that it holds, as far as that can be read. */
export interface FileSchema {
  readonly entries: readonly SchemaEntry[];
  readonly isWhole: boolean;
  readonly damage: readonly DamagedPage[];
}

/** Reads which tables a file has, and where each begins. */
export function readSchema(walk: Walk): FileSchema {
  const entries: SchemaEntry[] = [];
  const damage: DamagedPage[] = [];
  for (const { rows, damaged } of walkPages(walk, 1, false)) {
    if (damaged !== null) damage.push(damaged);
    entries.push(...rows.flatMap(({ values }) => entryOf(values) ?? []));
  }
  const isWhole = walk.file.hasHeader && damage.length === 0;
  return { entries, isWhole: isWhole && entries.some(({ name }) => name === "Session"), damage };
}

function entryOf([type, name, , root, sql]: readonly SqliteValue[]): SchemaEntry | null {
  if (typeof type !== "string" || typeof name !== "string") return null;
  return { type, name, root: Number(root ?? 0), sql: typeof sql === "string" ? sql : null };
}
