import { createHash } from "node:crypto";
import SqliteFile from "better-sqlite3";
import { PageFile } from "./page-file";
import { type PageRow, readPage } from "./read-page";
import type { SqliteValue } from "./read-record";
import { type FileSchema, readSchema, type SchemaEntry } from "./read-schema";
import { type IndexedSession, removeOrphans, restoreSessions } from "./restore-sessions";
import { columnValues, fits, type TableShape, tableShapes } from "./table-shape";
import { type DamagedPage, type Walk, walkPages } from "./walk-pages";

/** A page that could not be read, and the table or index whose it was. */
export interface Damage extends DamagedPage {
  readonly of: string;
}

/** What was gathered of a damaged file. */
export interface Gathered {
  readonly damage: readonly Damage[];
  /** Whether the log beside the file ends where it was written to: what comes after is lost. */
  readonly isLogWhole: boolean;
  /** What indexes tell of sessions, by key. */
  readonly indexed: ReadonlyMap<number, IndexedSession>;
  /** Keys of sessions whose own row is made of that. */
  readonly restored: ReadonlySet<number>;
}

/** Without it nobody knows which migrations a file has. */
const BOOKKEEPING = "_prisma_migrations";

/** Indexes that hold the session's id, and its key at the end of each entry. */
const WITH_IDS = ["Session_id_key", "Session_list"] as const;

/** What SQLite and its search keep for themselves. */
const OWN = /^(sqlite_|MessageSearch)/;

/**
 * Reads all rows that a damaged SQLite file still holds, without SQLite, and writes them to a new file of the same
 * tables: those below each table's first page, and then those of pages that nothing leads to any more. Pages whose rows
 * were removed are passed over.
 *
 * @param to the new file; there must be none.
 * @param makeTables makes the tables of this build in it, for a file that does not tell its own any more.
 */
export function gatherRows(from: string, to: string, makeTables: (file: string) => void): Gathered {
  const file = new PageFile(from);
  try {
    const walk = { file, seen: new Set<number>() };
    const told = readSchema(walk);
    const schema = { ...told, isWhole: told.isWhole && isIntact(file, told, BOOKKEEPING) };
    if (!schema.isWhole) makeTables(to);
    const database = new SqliteFile(to);
    try {
      database.pragma("foreign_keys = OFF");
      database.pragma("synchronous = OFF");
      return new Gatherer(walk, schema, database).gather();
    } finally {
      database.close();
    }
  } finally {
    file.close();
  }
}

/** Whether all of a table can be read. */
function isIntact(file: PageFile, { entries }: FileSchema, name: string): boolean {
  const root = entries.find((entry) => entry.name === name)?.root;
  if (root === undefined) return false;
  return [...walkPages({ file, seen: new Set() }, root, false)].every(({ damaged }) => damaged === null);
}

class Gatherer {
  readonly #damage: Damage[];
  readonly #indexed = new Map<number, IndexedSession>();
  readonly #statements = new Map<string, SqliteFile.Statement>();
  readonly #shapes: readonly TableShape[];

  constructor(
    private readonly walk: Walk,
    private readonly schema: FileSchema,
    private readonly database: SqliteFile.Database,
  ) {
    this.#damage = schema.damage.map((page) => ({ ...page, of: "sqlite_schema" }));
    if (schema.isWhole) this.#make(({ type, sql }) => type !== "trigger" && !isVirtual(sql));
    else for (const name of this.#triggers()) database.exec(`DROP TRIGGER "${name}"`);
    this.#shapes = tableShapes(database).filter(
      ({ name }) => !OWN.test(name) && (schema.isWhole || name !== BOOKKEEPING),
    );
  }

  gather(): Gathered {
    const { walk, schema, database } = this;
    database.transaction(() => {
      for (const entry of schema.entries) if (entry.root > 0) this.#gatherEntry(entry);
      if (this.#damage.length > 0 || !schema.isWhole) this.#gatherStrays();
    })();
    const restored = restoreSessions(database, this.#indexed);
    removeOrphans(
      database,
      this.#shapes.map(({ name }) => name),
    );
    // What a migration that is still to come may want to change must be there.
    if (schema.isWhole) this.#make(({ type, sql }) => type === "trigger" || isVirtual(sql));
    return { damage: this.#damage, isLogWhole: walk.file.isLogWhole, indexed: this.#indexed, restored };
  }

  #gatherEntry({ type, name, root }: SchemaEntry): void {
    const shape = this.#shapes.find((each) => each.name === name);
    const isIndex = type === "index" || shape?.isIndex === true || /_idx$|_config$/.test(name);
    const columns = WITH_IDS.some((index) => index === name) ? this.#columnsOf(name) : null;
    for (const { rows, damaged } of walkPages(this.walk, root, isIndex)) {
      if (damaged !== null) this.#damage.push({ ...damaged, of: name });
      if (columns !== null) for (const { values } of rows) this.#note(columns, values);
      if (shape !== undefined) for (const row of rows) this.#insert(shape, row);
    }
  }

  #columnsOf(index: string): readonly unknown[] {
    return this.database.prepare("SELECT name FROM pragma_index_info(?)").pluck().all(index);
  }

  #note(columns: readonly unknown[], values: readonly SqliteValue[]): void {
    if (values.length !== columns.length + 1) return;
    const key = Number(values.at(-1));
    const told = new Map(this.#indexed.get(key));
    for (const [at, name] of columns.entries()) told.set(String(name), values[at] ?? null);
    this.#indexed.set(key, told);
  }

  /** A page that nothing leads to is taken for the one table that all of its rows fit. */
  #gatherStrays(): void {
    const { file, seen } = this.walk;
    const free = file.freePages();
    for (let number = 2; number <= file.count; number++) {
      if (seen.has(number) || free.has(number)) continue;
      const rows = readPage(file, number)?.rows ?? [];
      if (rows.length === 0) continue;
      const fitting = this.#shapes.filter((shape) => rows.every((row) => fits(shape, row)));
      const [only, ...others] = fitting;
      if (only === undefined || others.length > 0) continue;
      for (const row of rows) this.#insert(only, row);
    }
  }

  /** A row that is there already, or that the table does not take, is left out. */
  #insert(shape: TableShape, row: PageRow): void {
    const values = columnValues(shape, row);
    if (shape.name === "MessageBody" && !hasItsHash(values)) return;
    const columns = shape.columns.slice(0, values.length).map(({ name }) => `"${name}"`);
    this.#statement(shape.name, columns).run(...values.slice(0, columns.length));
  }

  #statement(table: string, columns: readonly string[]): SqliteFile.Statement {
    const marks = columns.map(() => "?").join(", ");
    const text = `INSERT OR IGNORE INTO "${table}" (${columns.join(", ")}) VALUES (${marks})`;
    const statement = this.#statements.get(text) ?? this.database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  #make(isMeant: (entry: SchemaEntry) => boolean): void {
    for (const entry of this.schema.entries) {
      if (entry.sql === null || entry.name.startsWith("sqlite_") || !isMeant(entry)) continue;
      // Those of the search index come with it.
      if (entry.type === "table" && /^MessageSearch_/.test(entry.name)) continue;
      this.database.exec(entry.sql);
    }
  }

  #triggers(): readonly unknown[] {
    return this.database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  }
}

function isVirtual(sql: string | null): boolean {
  return sql !== null && /^CREATE VIRTUAL/i.test(sql);
}

/** Whether a body's words are those of which its hash was taken (lib/store/rows/body-register.ts). */
function hasItsHash([, , role, hash, text]: readonly SqliteValue[]): boolean {
  if (!Buffer.isBuffer(hash) || typeof text !== "string") return false;
  const taken = createHash("sha256")
    .update(`${typeof role === "string" ? role : ""}\n${text}`)
    .digest();
  return taken.subarray(0, hash.length).equals(hash);
}
