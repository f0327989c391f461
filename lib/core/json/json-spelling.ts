import { assume } from "@/lib/core/base/assume";
import type { JsonObject, JsonValue } from "./json-value";

/** What JavaScript's values cannot say of how an object or a list was written. */
export interface JsonSpelling {
  /** Its keys as they were written, where JavaScript would move some to the front; null where it keeps them. */
  readonly keys: readonly string[] | null;
  /** The members, or places in a list, whose number was written as a float and is whole, such as `1.0` or `1e5`. */
  readonly floats: ReadonlySet<string>;
}

type Container = JsonObject | readonly JsonValue[];

/**
 * A property that nothing lists: values with and without it are equal, and copies have none. A server bundles this file
 * more than once, so the symbol is that of the process.
 */
const SPELLING = Symbol.for("turntree.json-spelling");

/** Keeps with an object or a list how it was written. Answers the same value. */
export function spelledAs<T extends Container>(value: T, spelling: JsonSpelling): T {
  return Object.defineProperty(value, SPELLING, { value: spelling });
}

/** How an object or a list was written; null where its values say it. */
export function spellingOf(value: object): JsonSpelling | null {
  return assume<JsonSpelling | undefined>(Reflect.get(value, SPELLING), "spelledAs alone sets it") ?? null;
}

/** An object's keys in the order in which they were written. JavaScript puts those that read like whole numbers first. */
export function writtenKeys(object: object): readonly string[] {
  return spellingOf(object)?.keys ?? Object.keys(object);
}

/**
 * An object's members in the order in which they were written.
 *
 * @example writtenEntries(asObject(parseJson('{"b":1,"10":2}'), "")); // [["b", 1], ["10", 2]]
 */
export function writtenEntries(object: JsonObject): readonly (readonly [string, JsonValue])[] {
  return writtenKeys(object).map((key) => [key, object[key] ?? null]);
}

/** Objects put together, as `{...first, ...second}`, with what their members were written as. */
export function mergeWritten(first: JsonObject, second: JsonObject): JsonObject {
  const merged = { ...first, ...second };
  const floats = Object.keys(merged).filter((key) =>
    isWrittenFloat(Object.hasOwn(second, key) ? second : first, key),
  );
  return floats.length === 0 ? merged : spelledAs(merged, { keys: null, floats: new Set(floats) });
}

/** Whether a member of an object, or an item of a list, was written as a float though it is whole. */
export function isWrittenFloat(value: object, member: string | number): boolean {
  return spellingOf(value)?.floats.has(String(member)) ?? false;
}
