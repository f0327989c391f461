/**
 * How a field of a line stands in a column: as one number, text or truth value, as a list of them, or as the text of its
 * JSON. Whole numbers have 32 bits where they are ids, masks or counts, and 64 where they name something.
 */
export type ColumnKind =
  | "text"
  | "boolean"
  | "int32"
  | "int64"
  | "double"
  | "texts"
  | "booleans"
  | "int32s"
  | "floats"
  | "json";

/** A column of a Parquet file: the field of a line, by its name. A field that is absent or null is null. */
export interface ParquetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}
