import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { ExportError } from "@/lib/export/export-error";
import type { ParquetColumn } from "./parquet-column";

/** Past these a field does not go into 64 bits. */
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** A value as a column takes it. */
type ColumnValue = string | number | bigint | boolean | null | readonly (string | number | boolean)[];

/** A field of a line as its column takes it. Throws `ExportError` for one of another kind. */
export function columnValue({ name, kind }: ParquetColumn, value: JsonValue | undefined): ColumnValue {
  if (value === undefined || value === null) return null;
  switch (kind) {
    case "json":
      return stringifyJson(value);
    case "text":
      if (typeof value === "string") return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "double":
    case "int32":
      if (typeof value === "number") return value;
      break;
    case "int64": {
      const whole = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
      if (typeof whole === "bigint" && whole >= LEAST && whole <= MOST) return whole;
      break;
    }
    case "texts":
      if (isListOf(value, (one) => typeof one === "string")) return value;
      break;
    case "booleans":
      if (isListOf(value, (one) => typeof one === "boolean")) return value;
      break;
    case "int32s":
    case "floats":
      if (isListOf(value, (one) => typeof one === "number")) return value;
      break;
    default:
      kind satisfies never;
  }
  throw new ExportError(`The field ${name} of a sample does not go into a column of ${kind}.`, "as");
}

function isListOf<One extends string | number | boolean>(
  value: JsonValue,
  isOne: (one: unknown) => one is One,
): value is readonly One[] {
  return Array.isArray(value) && value.every(isOne);
}
