/**
 * A number as Python's `json.dumps` prints it, which is what chat templates were written for.
 *
 * @param isFloat Whether a number that is whole was written as a float. One that is past 2^53 is a float anyway, since
 *   an integer would be a `bigint`.
 * @example pythonNumber(1e-7, false) === "1e-07"; pythonNumber(1, true) === "1.0"; pythonNumber(1e21, false) === "1e+21"
 */
export function pythonNumber(value: number | bigint, isFloat: boolean): string {
  if (typeof value === "bigint") return value.toString();
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  if (magnitude >= 1e16) return value.toExponential();
  const digits = Object.is(value, -0) && isFloat ? "-0" : String(value);
  return Number.isInteger(value) && (isFloat || !Number.isSafeInteger(value)) ? `${digits}.0` : digits;
}
