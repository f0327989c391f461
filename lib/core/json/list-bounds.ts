import { stringEnd } from "./string-end";

/** Where a list of objects stands in the text of a JSON object that holds it as a member. */
export interface ListBounds {
  readonly name: string;
  /** Behind its opening bracket. */
  readonly start: number;
  /** Behind each of its items. */
  readonly ends: readonly number[];
}

const WHITE_SPACE = /[ \t\n\r]*/y;
const SCALAR = /[^,\]}\s]*/y;
const STRUCTURE = /["[\]{}]/g;

/**
 * Finds the first of these members that is a list, in a text that is valid JSON. Null where there is none, where an item
 * is no object, and where the member comes again behind the list: the last of a name counts.
 *
 * @param known bounds that hold in this text as far as they go; what is behind them is looked for.
 *
 * @example
 * listBounds('{"a":1,"list":[{},{"b":2}]}', ["list"]); // { name: "list", start: 15, ends: [17, 25] }
 */
export function listBounds(
  text: string,
  names: readonly string[],
  known: ListBounds | null = null,
): ListBounds | null {
  const list = known ?? firstList(text, names);
  if (list === null) return null;
  const ends = [...list.ends];
  let at = nextItem(text, ends.at(-1) ?? list.start);
  while (text[at] !== "]") {
    if (text[at] !== "{") return null;
    const end = valueEnd(text, at);
    ends.push(end);
    at = nextItem(text, end);
  }
  for (const { key } of membersFrom(text, nextItem(text, at + 1))) if (key === list.name) return null;
  return { name: list.name, start: list.start, ends };
}

function firstList(text: string, names: readonly string[]): ListBounds | null {
  const open = skip(text, 0);
  if (text[open] !== "{") return null;
  for (const { key, at } of membersFrom(text, skip(text, open + 1))) {
    if (names.includes(key) && text[at] === "[") return { name: key, start: at + 1, ends: [] };
  }
  return null;
}

/** The members of an object from a place on, where one begins or the object ends. */
function* membersFrom(text: string, from: number): Generator<{ readonly key: string; readonly at: number }> {
  let at = from;
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const key: string = JSON.parse(text.slice(at, keyEnd));
    const value = skip(text, skip(text, keyEnd) + 1);
    yield { key, at: value };
    at = nextItem(text, valueEnd(text, value));
  }
}

/** Where the next item or member begins behind the end of one, or the bracket that ends all. */
function nextItem(text: string, end: number): number {
  const at = skip(text, end);
  return text[at] === "," ? skip(text, at + 1) : at;
}

function skip(text: string, from: number): number {
  WHITE_SPACE.lastIndex = from;
  WHITE_SPACE.test(text);
  return WHITE_SPACE.lastIndex;
}

function valueEnd(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return stringEnd(text, at);
  if (first === "{" || first === "[") return containerEnd(text, at);
  SCALAR.lastIndex = at;
  SCALAR.test(text);
  return SCALAR.lastIndex;
}

function containerEnd(text: string, open: number): number {
  let depth = 0;
  STRUCTURE.lastIndex = open;
  for (let found = STRUCTURE.exec(text); found !== null; found = STRUCTURE.exec(text)) {
    const [sign] = found;
    if (sign === '"') STRUCTURE.lastIndex = stringEnd(text, found.index);
    else depth += sign === "{" || sign === "[" ? 1 : -1;
    if (depth === 0) return found.index + 1;
  }
  return text.length;
}
