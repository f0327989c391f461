import { assume } from "@/lib/core/base/assume";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { PackedColumn, PackedRows } from "./packed-rows";

/** A column with more different values than this share of its rows is told value by value. */
const FEW = 0.25;

/**
 * Tells records with the same fields column by column. `unpackRows` gives them back, equal.
 *
 * @example
 * packRows([{ id: 7, role: "user" }, { id: 8, role: "user" }]);
 * // { count: 2, columns: { id: { steps: [7, 1] }, role: { same: "user" } } }
 */
export function packRows(rows: readonly object[]): PackedRows {
  const columns: Record<string, PackedColumn> = {};
  for (const field of Object.keys(rows[0] ?? {})) {
    columns[field] = packColumn(
      rows.map((row) => assume<Record<string, JsonValue>>(row, "rows are JSON")[field] ?? null),
    );
  }
  return { count: rows.length, columns };
}

function packColumn(values: readonly JsonValue[]): PackedColumn {
  if (values.every(Number.isSafeInteger)) {
    const numbers = values.map(Number);
    const steps = numbers.map((value, at) => value - (numbers[at - 1] ?? 0));
    if (steps.every(Number.isSafeInteger))
      return steps.some((step) => step !== 0) ? { steps } : { same: values[0] ?? 0 };
  }
  return packKnown(values) ?? { all: values };
}

function packKnown(values: readonly JsonValue[]): PackedColumn | null {
  const numbers = new Map<string, number>();
  const known: JsonValue[] = [];
  const at: number[] = [];
  for (const value of values) {
    const text = JSON.stringify(value);
    let number = numbers.get(text);
    if (number === undefined) {
      number = known.length;
      numbers.set(text, number);
      known.push(value);
      if (known.length > Math.max(1, values.length * FEW)) return null;
    }
    at.push(number);
  }
  const [only] = known;
  return known.length === 1 && only !== undefined ? { same: only } : { known, at };
}
