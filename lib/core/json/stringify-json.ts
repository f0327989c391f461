import { isWrittenFloat, spellingOf, writtenKeys } from "./json-spelling";

/**
 * Writes a JSON value without loss, so that `parseJson(stringifyJson(value))` gives it back. A `bigint` is written as
 * an integer, and minus zero keeps its sign. A double has the fewest digits that read back as that double. Properties
 * that are `undefined` are left out, as `JSON.stringify` does. Throws `TypeError` on what JSON cannot say: NaN,
 * infinities, functions, symbols. Of a value that was read, floats that are whole and the order of keys are those of the
 * text.
 *
 * @example
 * stringifyJson({ seed: 18446744073709551615n, t: 0.1 }); // '{"seed":18446744073709551615,"t":0.1}'
 */
export function stringifyJson(value: unknown): string {
  const written: string[] = [];
  // A session's tree is as deep as the session is long, deeper than a call stack, so what is left is kept by hand.
  const left: Piece[] = [{ value }];
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if ("text" in piece) {
      written.push(piece.text);
    } else if (typeof piece.value === "object" && piece.value !== null) {
      for (const inner of containerPieces(piece.value).reverse()) left.push(inner);
    } else {
      written.push(scalarText(piece.value));
    }
  }
  return written.join("");
}

/** Text to write as it is, or a value to write as JSON. */
type Piece = { readonly text: string } | { readonly value: unknown };

/** A member of an object or a list. */
function memberPiece(container: object, name: string | number, value: unknown): Piece {
  const isFloat = typeof value === "number" && isWrittenFloat(container, name);
  return isFloat ? { text: `${numberText(value)}.0` } : { value };
}

function containerPieces(value: object): Piece[] {
  if (Array.isArray(value)) return arrayPieces(value);
  const pieces: Piece[] = [];
  for (const key of writtenKeys(value)) {
    const member: unknown = Reflect.get(value, key);
    if (member === undefined) continue;
    pieces.push(
      { text: `${pieces.length === 0 ? "{" : ","}${JSON.stringify(key)}:` },
      memberPiece(value, key, member),
    );
  }
  return pieces.length === 0 ? [{ text: "{}" }] : [...pieces, { text: "}" }];
}

function arrayPieces(items: readonly unknown[]): Piece[] {
  const isFlat =
    spellingOf(items) === null && items.every((item) => typeof item !== "object" || item === null);
  if (isFlat) return [{ text: `[${items.map(scalarText).join(",")}]` }];
  const members = items.flatMap((item, at): Piece[] => [
    { text: at === 0 ? "[" : "," },
    memberPiece(items, at, item),
  ]);
  return [...members, { text: "]" }];
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return numberText(value);
    case "bigint":
      return value.toString();
    default:
      if (value === null) return "null";
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
