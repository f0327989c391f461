import { randomUUID } from "node:crypto";
import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";
import { spellingOf } from "@/lib/core/json/json-spelling";
import type { JsonValue } from "@/lib/core/json/json-value";
import { type ListBounds, listBounds } from "@/lib/core/json/list-bounds";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { parseBody } from "./parse-body";

/** The members of a body that grow from call to call. */
const LISTS = ["messages", "input"];

/** A shorter body is parsed in less time than it takes to find what it shares with the last. */
const SHORTEST = 10_000;

/** Of a character of a body: the text, and the values that were read from it. */
const CHARACTER_BYTES = 3;

/** Stands in a text for the items that are held. No client can know its name, and no reader of numbers stops at it. */
const STAND_IN = randomUUID().replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");

/** A body that was parsed, with the items of its list and where they stood. */
interface Parsed {
  readonly text: string;
  readonly list: ListBounds;
  readonly items: readonly JsonValue[];
}

/**
 * Parses the bodies of calls. What an agent sends is its last body with a few messages more: the items that stand in both,
 * to the character, are not parsed again. The answer is what a fresh parse gives.
 */
export class ParsedBodies {
  readonly #last = new Map<string, Parsed>();

  constructor(
    private readonly budget: CacheBudget = cacheBudget(),
    private readonly shortest = SHORTEST,
  ) {}

  /**
   * @param key of what the body most likely goes on with: the session.
   * @throws CallError 400 as `parseBody` does.
   */
  parse(key: string, text: string): JsonValue {
    if (text.length < this.shortest) return parseBody(text);
    const last = this.#last.get(key);
    const shared = last === undefined ? null : sharedStart(last, text);
    const goneOn = shared === null ? null : parseRest(shared, text);
    const value = goneOn ?? parseBody(text);
    if (last !== undefined) this.budget.release(last);
    this.#keep(key, text, value, goneOn === null ? null : (shared?.list ?? null));
    return value;
  }

  #keep(key: string, text: string, value: JsonValue, known: ListBounds | null): void {
    this.#last.delete(key);
    const list = listBounds(text, LISTS, known);
    const items = list !== null && isObject(value) ? value[list.name] : null;
    if (list === null || !isArray(items) || items.length === 0 || items.length !== list.ends.length) return;
    const parsed = { text, list, items };
    this.#last.set(key, parsed);
    const drop = () => (this.#last.get(key) === parsed ? this.#last.delete(key) : true);
    this.budget.hold(parsed, { cache: "texts", bytes: text.length * CHARACTER_BYTES, drop });
  }
}

/** As much of the last body as this one begins with, up to the end of an item; null where that is no item. */
function sharedStart({ text: before, list, items }: Parsed, text: string): Parsed | null {
  const isShared = (count: number) => text.startsWith(before.slice(0, list.ends[count - 1]));
  let [shared, missed] = isShared(items.length) ? [items.length, items.length + 1] : [0, items.length];
  while (missed - shared > 1) {
    const middle = (shared + missed) >> 1;
    if (isShared(middle)) shared = middle;
    else missed = middle;
  }
  if (shared === 0) return null;
  return { text: before, list: { ...list, ends: list.ends.slice(0, shared) }, items: items.slice(0, shared) };
}

/** The whole value, of which a part is parsed; null where a fresh parse must say what it is. */
function parseRest({ list, items }: Parsed, text: string): JsonValue | null {
  const rest = text.slice(list.ends.at(-1));
  const value = parsedOrNull(`${text.slice(0, list.start)}{"${STAND_IN}":""}${rest}`);
  if (!isObject(value) || spellingOf(value) !== null) return null;
  const given = value[list.name];
  if (!isArray(given) || !given.every(isObject)) return null;
  const [standIn, ...added] = given;
  if (standIn === undefined || !Object.hasOwn(standIn, STAND_IN)) return null;
  return { ...value, [list.name]: [...items, ...added] };
}

function parsedOrNull(text: string): JsonValue | null {
  try {
    return parseGivenJson(text);
  } catch {
    return null;
  }
}
