import { asArray, asNumber, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";

/** Stretches `[from, to)` of a mask that train, in order. */
export function trainedStretches(mask: readonly boolean[]): readonly [from: number, to: number][] {
  const stretches: [number, number][] = [];
  let from = mask.indexOf(true);
  while (from >= 0) {
    const end = mask.indexOf(false, from);
    const to = end < 0 ? mask.length : end;
    stretches.push([from, to]);
    from = mask.indexOf(true, to);
  }
  return stretches;
}

/** Whether a token trains; half a token cannot. */
export function asBit(value: JsonValue, path: string): boolean {
  if (value === 0 || value === 1 || typeof value === "boolean") return Boolean(value);
  throw new FieldError(path, "0 or 1");
}

/** A column of a mask. */
export function maskColumn(value: JsonValue, name: string): readonly boolean[] {
  return asArray(value, name).map((item, i) => asBit(item, `${name}[${i}]`));
}

/** A column of numbers; null where the line has none. */
export function numberColumn(line: JsonObject, name: string): Float64Array | null {
  const value = line[name];
  if (value === undefined || value === null) return null;
  return Float64Array.from(asArray(value, name), (item, i) => asNumber(item, `${name}[${i}]`));
}
