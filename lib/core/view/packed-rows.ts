import type { JsonValue } from "@/lib/core/json/json-value";

/** The values of one field in all rows, in the shortest of these forms. */
export type PackedColumn =
  /** Every row has this value. */
  | { readonly same: JsonValue }
  /** Integers, each as what it is more than the one before it. */
  | { readonly steps: readonly number[] }
  /** Few different values, and which of them each row has. */
  | { readonly known: readonly JsonValue[]; readonly at: readonly number[] }
  | { readonly all: readonly JsonValue[] };

/** Records with the same fields, told field by field: a name stands once, not once per record. */
export interface PackedRows {
  readonly count: number;
  readonly columns: Readonly<Record<string, PackedColumn>>;
}
