import { assume } from "@/lib/core/base/assume";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { PackedColumn, PackedRows } from "./packed-rows";

/** The records that `packRows` was given. Records may share the objects in them, so they must not be changed. */
export function unpackRows<Row extends object>({ count, columns }: PackedRows): readonly Row[] {
  const fields = Object.entries(columns).map(([field, column]): [string, readonly JsonValue[]] => [
    field,
    unpackColumn(column, count),
  ]);
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, JsonValue> = {};
    for (const [field, values] of fields) row[field] = values[at] ?? null;
    return assume<Row>(row, "the same build of this project packed the rows");
  });
}

function unpackColumn(column: PackedColumn, count: number): readonly JsonValue[] {
  if ("all" in column) return column.all;
  if ("same" in column) return new Array<JsonValue>(count).fill(column.same);
  if ("known" in column) return column.at.map((at) => column.known[at] ?? null);
  let value = 0;
  return column.steps.map((step) => {
    value += step;
    return value;
  });
}
