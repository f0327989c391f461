/**
 * A double as JSON that reads back bit for bit. Whole numbers are written `1.0`, not `1`, so that Python and column
 * stores read one type; what JSON cannot hold is 0.0.
 *
 * @example
 * floatText(1); // "1.0"
 */
export function floatText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(value)) return "0.0";
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}
