import { hasOwnSpelling } from "./has-own-spelling";
import { type JsonSpelling, spelledAs } from "./json-spelling";
import type { JsonObject, JsonValue } from "./json-value";
import { stringEnd } from "./string-end";

/**
 * Text that `JSON.parse` might read with loss: more digits of an integer than a double holds, or a large exponent.
 * Digits after a point are as `JSON.parse` reads them. It may also stand in a string, which costs time and nothing
 * else.
 */
const MAY_LOSE = /(?:^|[^\d.])\d{16}|[eE]\+?\d{3}/;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WHITE_SPACE = /[ \t\n\r]*/y;

/** Nesting beyond this is refused rather than left to overflow the stack. */
const MAX_DEPTH = 1000;

/** A key that JavaScript takes for a place in a list. */
const NUMERIC_KEY = /^(?:0|[1-9]\d{0,9})$/;

/**
 * Reads JSON without loss: an integer that a double cannot hold becomes a `bigint`, everything else is what
 * `JSON.parse` gives. What that loses of the spelling is kept beside the value (`json-spelling.ts`): floats that are
 * whole, and the places of keys that read like whole numbers. Throws `SyntaxError` on text that is not JSON, on a number too large for a double, and on
 * nesting deeper than 1,000.
 *
 * @example
 * parseJson('{"seed": 18446744073709551615}'); // { seed: 18446744073709551615n }
 */
export function parseJson(text: string): JsonValue {
  if (!MAY_LOSE.test(text) && !hasOwnSpelling(text)) return JSON.parse(text);
  const reader = new LosslessReader(text);
  return reader.document();
}

function spelled<T extends JsonObject | JsonValue[]>(value: T, spelling: JsonSpelling): T {
  return spelling.keys === null && spelling.floats.size === 0 ? value : spelledAs(value, spelling);
}

class LosslessReader {
  private at = 0;
  /** Whether the value read last is a whole number that was written as a float. */
  private isWholeFloat = false;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value(0);
    this.skipWhiteSpace();
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  private value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw new SyntaxError(`JSON nested deeper than ${MAX_DEPTH}`);
    this.skipWhiteSpace();
    this.isWholeFloat = false;
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      case "t":
        return this.literal("true", true);
      case "f":
        return this.literal("false", false);
      case "n":
        return this.literal("null", null);
      default:
        return this.number();
    }
  }

  private object(depth: number): JsonObject {
    // Of a key that comes twice, the first place and the last value count, as they do for `JSON.parse`.
    const members = new Map<string, JsonValue>();
    const floats = new Set<string>();
    let isMoved = false;
    this.at++;
    if (this.take("}")) return {};
    do {
      this.skipWhiteSpace();
      const key = this.string();
      this.expect(":");
      members.set(key, this.value(depth + 1));
      if (this.isWholeFloat) floats.add(key);
      else if (floats.size > 0) floats.delete(key);
      isMoved ||= NUMERIC_KEY.test(key);
    } while (this.take(","));
    this.expect("}");
    this.isWholeFloat = false;
    // Unlike assignment, this makes "__proto__" an ordinary key.
    return spelled(Object.fromEntries(members), { keys: isMoved ? [...members.keys()] : null, floats });
  }

  private array(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    const floats = new Set<string>();
    this.at++;
    if (this.take("]")) return items;
    do {
      items.push(this.value(depth + 1));
      if (this.isWholeFloat) floats.add(String(items.length - 1));
    } while (this.take(","));
    this.expect("]");
    this.isWholeFloat = false;
    return spelled(items, { keys: null, floats });
  }

  private string(): string {
    const start = this.at;
    if (this.text[start] !== '"') throw this.unexpected();
    this.at = stringEnd(this.text, start);
    return JSON.parse(this.text.slice(start, this.at));
  }

  private number(): number | bigint {
    const [spelling, fraction, exponent] = this.match(NUMBER);
    const value = Number(spelling);
    if (!Number.isFinite(value)) throw new SyntaxError(`JSON number ${spelling} is too large for a double`);
    const isInteger = fraction === undefined && exponent === undefined;
    if (isInteger && !Number.isSafeInteger(value)) return BigInt(spelling);
    this.isWholeFloat = !isInteger && Number.isSafeInteger(value);
    return value;
  }

  private literal<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.unexpected();
    this.at += word.length;
    return value;
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.unexpected();
    this.at = pattern.lastIndex;
    return found;
  }

  private skipWhiteSpace(): void {
    WHITE_SPACE.lastIndex = this.at;
    WHITE_SPACE.exec(this.text);
    this.at = WHITE_SPACE.lastIndex;
  }

  private take(character: string): boolean {
    this.skipWhiteSpace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw this.unexpected();
  }

  private unexpected(): SyntaxError {
    const found = this.at < this.text.length ? JSON.stringify(this.text[this.at]) : "end of text";
    return new SyntaxError(`Unexpected ${found} in JSON at position ${this.at}`);
  }
}
