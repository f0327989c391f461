import type { JsonObject, JsonValue } from "./json-value";

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

/**
 * Reads JSON without loss: an integer that a double cannot hold becomes a `bigint`, everything else is what
 * `JSON.parse` gives. Throws `SyntaxError` on text that is not JSON, on a number too large for a double, and on
 * nesting deeper than 1,000.
 *
 * @example
 * parseJson('{"seed": 18446744073709551615}'); // { seed: 18446744073709551615n }
 */
export function parseJson(text: string): JsonValue {
  if (!MAY_LOSE.test(text)) return JSON.parse(text);
  const reader = new LosslessReader(text);
  return reader.document();
}

class LosslessReader {
  private at = 0;

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
    const entries: [string, JsonValue][] = [];
    this.at++;
    if (this.take("}")) return {};
    do {
      this.skipWhiteSpace();
      const key = this.string();
      this.expect(":");
      entries.push([key, this.value(depth + 1)]);
    } while (this.take(","));
    this.expect("}");
    // Unlike assignment, this makes "__proto__" an ordinary key.
    return Object.fromEntries(entries);
  }

  private array(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.at++;
    if (this.take("]")) return items;
    do {
      items.push(this.value(depth + 1));
    } while (this.take(","));
    this.expect("]");
    return items;
  }

  private string(): string {
    const start = this.at;
    if (this.text[start] !== '"') throw this.unexpected();
    let end = start + 1;
    // A pattern would do, but its stack does not hold a string of many megabytes.
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    this.at = end + 1;
    return JSON.parse(this.text.slice(start, this.at));
  }

  private number(): number | bigint {
    const [spelling, fraction, exponent] = this.match(NUMBER);
    const value = Number(spelling);
    if (!Number.isFinite(value)) throw new SyntaxError(`JSON number ${spelling} is too large for a double`);
    const isInteger = fraction === undefined && exponent === undefined;
    return isInteger && !Number.isSafeInteger(value) ? BigInt(spelling) : value;
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
