/**
 * Writes a JSON value without loss, so that `parseJson(stringifyJson(value))` gives it back: a `bigint` is written
 * as an integer, minus zero keeps its sign, a double is written in the fewest digits that read back as that double.
 * Properties that are `undefined` are left out, as `JSON.stringify` does. Throws `TypeError` on what JSON cannot
 * say: NaN, infinities, functions, symbols.
 *
 * @example
 * stringifyJson({ seed: 18446744073709551615n, t: 0.1 }); // '{"seed":18446744073709551615,"t":0.1}'
 */
export function stringifyJson(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return numberText(value);
    case "bigint":
      return value.toString();
    case "object":
      return value === null ? "null" : containerText(value);
    default:
      throw new TypeError(`JSON cannot hold a value of type ${typeof value}`);
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}`);
  if (Object.is(value, -0)) return "-0";
  // Plain digits would read back as an integer of another value: a double's shortest digits are not its own.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return String(value);
}

function containerText(value: object): string {
  if (Array.isArray(value)) return `[${value.map(stringifyJson).join(",")}]`;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${stringifyJson(member)}`);
  }
  return `{${members.join(",")}}`;
}
