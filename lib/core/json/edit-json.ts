/** Gives a member or an item in another text, or takes it out with null. */
export type JsonEdit = (text: string) => string | null;

const SPACE = /\s/;

/**
 * Changes members of an object that is given as text and leaves every other byte as it stands: numbers keep their
 * spelling, members their order.
 *
 * @param text A JSON object; anything else throws `SyntaxError`.
 * @param edits By the names of members that are there.
 * @param added Members to add where they are not there, as JSON texts.
 *
 * @example
 * editObject('{"a": 1.0, "b": 2}', { b: () => null }, { c: "3" }); // '{"a": 1.0,"c":3}'
 */
export function editObject(
  text: string,
  edits: Readonly<Record<string, JsonEdit>>,
  added: Readonly<Record<string, string>> = {},
): string {
  const names = new Set<string>();
  const edited = editParts(text, "{", (part) => {
    const nameEnd = endOfValue(part, skipSpace(part, 0));
    const name: unknown = JSON.parse(part.slice(0, nameEnd));
    const start = skipSpace(part, skipSpace(part, nameEnd) + 1);
    names.add(String(name));
    const edit = Object.hasOwn(edits, String(name)) ? edits[String(name)] : undefined;
    if (edit === undefined) return part;
    const value = edit(part.slice(start).trimEnd());
    return value === null ? null : part.slice(0, start) + value;
  });
  const more = Object.entries(added).filter(([name]) => !names.has(name));
  const words = more.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",");
  if (words === "") return edited;
  const end = edited.lastIndexOf("}");
  const isEmpty = edited.slice(edited.indexOf("{") + 1, end).trim() === "";
  return `${edited.slice(0, end)}${isEmpty ? "" : ","}${words}${edited.slice(end)}`;
}

/** Changes the items of a list that is given as text, as `editObject` changes members. */
export function editItems(text: string, edit: JsonEdit): string {
  return editParts(text, "[", (part) => {
    const start = skipSpace(part, 0);
    const item = edit(part.slice(start).trimEnd());
    return item === null ? null : part.slice(0, start) + item;
  });
}

/** Edits what stands between the commas of the outermost container. */
function editParts(text: string, opener: "{" | "[", edit: JsonEdit): string {
  const start = skipSpace(text, 0);
  if (text[start] !== opener) throw new SyntaxError(`The JSON text does not begin with ${opener}`);
  const end = endOfValue(text, start);
  const inside = text.slice(start + 1, end - 1);
  if (inside.trim() === "") return text;
  const parts: string[] = [];
  for (let from = 0; from <= inside.length; ) {
    const to = endOfPart(inside, from);
    const part = edit(inside.slice(from, to));
    if (part !== null) parts.push(part);
    from = to + 1;
  }
  return text.slice(0, start + 1) + parts.join(",") + text.slice(end - 1);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text.charAt(at))) at++;
  return at;
}

/** Where the next comma of this level stands, or the text ends. */
function endOfPart(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ",") at = nextAt(text, at);
  return at;
}

/** The place after a value that begins at `from`. */
function endOfValue(text: string, from: number): number {
  const first = text.charAt(from);
  if (first === '"' || first === "{" || first === "[") return nextAt(text, from);
  let at = from;
  while (at < text.length && !/[\s,:\]}]/.test(text.charAt(at))) at++;
  return at;
}

/** The place after a string or a container that begins at `from`, else after one character. */
function nextAt(text: string, from: number): number {
  const first = text.charAt(from);
  if (first === '"') return endOfString(text, from);
  if (first !== "{" && first !== "[") return from + 1;
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === "{" || character === "[") depth++;
    if (character === "}" || character === "]") depth--;
    at++;
    if (depth === 0) return at;
  }
  throw new SyntaxError("The JSON text is not closed");
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  throw new SyntaxError("A string of the JSON text is not closed");
}
