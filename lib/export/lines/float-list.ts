/**
 * A JSON list of doubles that reads back bit for bit. Whole numbers are written `0.0`, not `0`, so that Python and
 * column stores read one type; what JSON cannot hold (an unknown log-prob) is 0.0.
 *
 * @example
 * floatList(Float64Array.of(0, -0.1)); // "[0.0,-0.1]"
 */
export function floatList(values: ArrayLike<number>): string {
  const texts = new Array<string>(values.length);
  for (let at = 0; at < values.length; at++) texts[at] = floatText(values[at] ?? 0);
  return `[${texts.join(",")}]`;
}

function floatText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(value)) return "0.0";
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}
