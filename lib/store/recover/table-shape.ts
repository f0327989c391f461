import type Database from "better-sqlite3";
import { z } from "zod";
import type { PageRow } from "./read-page";
import type { SqliteValue } from "./read-record";

interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly mayBeNull: boolean;
  readonly hasDefault: boolean;
}

/** The columns of a table in the order in which its rows hold them. */
export interface TableShape {
  readonly name: string;
  /** Whether it is kept as an index is, in the order of its key. */
  readonly isIndex: boolean;
  readonly columns: readonly TableColumn[];
  /** The column that is the row's number, which the row itself does not hold; -1 where there is none. */
  readonly numberedBy: number;
}

const COLUMNS = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    notnull: z.number(),
    dflt_value: z.string().nullable(),
    pk: z.number(),
  }),
);
const TABLES = z.array(z.object({ name: z.string(), type: z.string(), wr: z.number() }));

/** The shapes of a database's own tables; what the search index keeps is none of them. */
export function tableShapes(database: Database.Database): readonly TableShape[] {
  const tables = TABLES.parse(database.pragma("main.table_list"));
  return tables
    .filter(({ name, type }) => type === "table" && !name.startsWith("sqlite_"))
    .map(({ name, wr }) => {
      const rows = COLUMNS.parse(database.pragma(`table_info("${name}")`));
      const isIndex = wr === 1;
      const key = rows.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
      const ordered = isIndex ? [...key, ...rows.filter(({ pk }) => pk === 0)] : rows;
      const [only, ...others] = key;
      const isNumbered = !isIndex && others.length === 0 && only?.type.toUpperCase() === "INTEGER";
      return {
        name,
        isIndex,
        numberedBy: isNumbered ? rows.findIndex(({ pk }) => pk === 1) : -1,
        columns: ordered.map(({ name: column, type, notnull, dflt_value }) => {
          return { name: column, type, mayBeNull: notnull === 0, hasDefault: dflt_value !== null };
        }),
      };
    });
}

/** The values of a row by column, with its number in its place. */
export function columnValues({ numberedBy }: TableShape, { rowid, values }: PageRow): readonly SqliteValue[] {
  return numberedBy < 0 ? values : values.with(numberedBy, rowid);
}

/** Whether a row can be one of the table's: a row of before a column was added is shorter. */
export function fits(shape: TableShape, row: PageRow): boolean {
  const { columns, isIndex, numberedBy } = shape;
  if ((row.rowid === null) !== isIndex || row.values.length > columns.length) return false;
  if (numberedBy >= 0 && row.values[numberedBy] !== null) return false;
  const values = columnValues(shape, row);
  return columns.every(({ type, mayBeNull, hasDefault }, at) => {
    const value = values[at];
    if (value === undefined) return mayBeNull || hasDefault;
    return value === null ? mayBeNull : kindOf(type) === "any" || kindOf(type) === kindOfValue(value);
  });
}

/** A column of words may be declared as a list of those that it takes. */
function kindOf(type: string): "number" | "text" | "bytes" | "any" {
  if (/INT|REAL|DOUBLE|FLOAT|BOOL/i.test(type)) return "number";
  if (/CHAR|TEXT|CLOB/i.test(type)) return "text";
  return /BLOB/i.test(type) ? "bytes" : "any";
}

function kindOfValue(value: Exclude<SqliteValue, null>): "number" | "text" | "bytes" {
  if (typeof value === "string") return "text";
  return Buffer.isBuffer(value) ? "bytes" : "number";
}
