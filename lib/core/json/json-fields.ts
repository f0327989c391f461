import { NamedError } from "@/lib/core/base/named-error";
import type { JsonObject, JsonValue } from "./json-value";
import { isArray } from "./list-of";
import { isObject } from "./object-of";

/** A value that is not what was expected, and where it stands. */
export class FieldError extends NamedError {
  static override readonly label = "FieldError";
  override readonly name = FieldError.label;

  constructor(path: string, expected: string) {
    super(`${path === "" ? "the value" : path} must be ${expected}`);
  }
}

/** Reads the value as an object. `path` names it in the error. */
export function asObject(value: JsonValue | undefined, path: string): JsonObject {
  if (!isObject(value)) throw new FieldError(path, "an object");
  return value;
}

export function asArray(value: JsonValue | undefined, path: string): readonly JsonValue[] {
  if (!isArray(value)) throw new FieldError(path, "an array");
  return value;
}

export function asString(value: JsonValue | undefined, path: string): string {
  if (typeof value !== "string") throw new FieldError(path, "text");
  return value;
}

export function asBoolean(value: JsonValue | undefined, path: string): boolean {
  if (typeof value !== "boolean") throw new FieldError(path, "true or false");
  return value;
}

/** Reads a whole number from 0. */
export function asCount(value: JsonValue | undefined, path: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new FieldError(path, "a whole number from 0");
}

export function asNumber(value: JsonValue | undefined, path: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw new FieldError(path, "a number");
}

export function asChoice<T extends string>(
  value: JsonValue | undefined,
  choices: readonly T[],
  path: string,
): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw new FieldError(path, `one of ${choices.join(", ")}`);
  return chosen;
}

/** Reads an array of token ids, each of which fits in 31 bits. */
export function asTokenIds(value: JsonValue | undefined, path: string): Int32Array {
  const items = asArray(value, path);
  return Int32Array.from(items, (item, at) => {
    if (typeof item === "number" && Number.isInteger(item) && item >= 0 && item < 2 ** 31) return item;
    throw new FieldError(`${path}[${at}]`, "a token id, a whole number from 0 and below 2^31");
  });
}
