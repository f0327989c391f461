/**
 * A number as Python's `json.dumps` prints it, which is what chat templates were written for.
 *
 * @example pythonNumber(1e-7) === "1e-07"; pythonNumber(1e21) === "1e+21"
 */
export function pythonNumber(value: number | bigint): string {
  if (typeof value === "bigint") return value.toString();
  if (Object.is(value, -0)) return "-0.0";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  return magnitude >= 1e16 ? value.toExponential() : String(value);
}
