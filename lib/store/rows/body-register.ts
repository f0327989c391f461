import { createHash } from "node:crypto";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";

export interface BodyRow {
  readonly number: number;
  readonly role: string | null;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly text: string;
}

/** Of a value beside its words. */
const VALUE_BYTES = 400;

/** Half of a SHA-256: enough to tell the bodies of one session apart. */
const HASH_BYTES = 16;

/**
 * The JSON values of a session that occur again and again (messages, tools), each kept once and known by a number
 * from 1. A value comes back as one and the same object wherever it is used.
 */
export class BodyRegister {
  readonly #numbers = new Map<string, number>();
  readonly #values: JsonValue[] = [];
  readonly #seen = new WeakMap<object, number>();
  #fresh: BodyRow[] = [];
  #characters = 0;

  /** The number of a value, given now if it is new. `role` is set for messages. */
  intern(value: object | string, role: string | null): number {
    const seen = typeof value === "object" ? this.#seen.get(value) : undefined;
    if (seen !== undefined) return seen;
    const text = stringifyJson(value);
    const hash = createHash("sha256")
      .update(`${role ?? ""}\n${text}`)
      .digest()
      .subarray(0, HASH_BYTES);
    const key = hash.toString("latin1");
    const known = this.#numbers.get(key);
    const number = known ?? this.#values.push(parseJson(text));
    if (known === undefined) {
      this.#characters += text.length;
      this.#numbers.set(key, number);
      this.#fresh.push({ number, role, hash: Uint8Array.from(hash), text });
    }
    if (typeof value === "object") this.#seen.set(value, number);
    return number;
  }

  /** Throws `RangeError` for a number that was never given. */
  value(number: number): JsonValue {
    const value = this.#values[number - 1];
    if (value === undefined) throw new RangeError(`there is no body ${number}`);
    return value;
  }

  /** Takes up a stored row; rows come in order of their number. */
  load(row: BodyRow): void {
    this.#numbers.set(Buffer.from(row.hash).toString("latin1"), row.number);
    this.#values.push(parseJson(row.text));
    this.#characters += row.text.length;
  }

  /** How many bodies there are. */
  get count(): number {
    return this.#values.length;
  }

  /** About how much memory this takes: each value's words and objects, and how it is found by its hash. */
  get bytes(): number {
    return this.#characters * 2 + this.#values.length * VALUE_BYTES;
  }

  /** The rows given since this was last asked. */
  takeFresh(): BodyRow[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}
