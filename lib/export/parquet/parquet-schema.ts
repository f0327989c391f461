import type { SchemaElement } from "hyparquet-writer";
import type { ColumnKind, ParquetColumn } from "./parquet-column";

type Leaf = Pick<SchemaElement, "type" | "converted_type">;

const LEAVES: Readonly<Record<ColumnKind, Leaf>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  texts: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  json: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  boolean: { type: "BOOLEAN" },
  booleans: { type: "BOOLEAN" },
  int32: { type: "INT32" },
  int32s: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  floats: { type: "FLOAT" },
};

const LISTS: ReadonlySet<ColumnKind> = new Set(["texts", "booleans", "int32s", "floats"]);

/** The schema of a file: a list has the three levels that the format asks for, and holds no null. */
export function parquetSchema(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [{ name: "sample", num_children: columns.length }, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, kind }: ParquetColumn): SchemaElement[] {
  const leaf = LEAVES[kind];
  if (!LISTS.has(kind)) return [{ name, repetition_type: "OPTIONAL", ...leaf }];
  return [
    { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", ...leaf },
  ];
}
