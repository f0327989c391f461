const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const SCALAR = /[^\s,:{}[\]"]+/y;

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && " \t\r\n".includes(text.charAt(end))) end++;
  return end;
}

/**
 * Where the JSON value that begins at `from` ends, by its brackets and strings alone; -1 when it does not end.
 * Whether it is valid is for a parser to say.
 *
 * @example endOfJsonValue('{"a": "}"} rest', 0) === 10
 */
export function endOfJsonValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = matchAt(STRING, text, at);
      if (at < 0) return -1;
    } else if (character === "{" || character === "[") {
      depth++;
      at++;
    } else if (character === "}" || character === "]") {
      depth--;
      at++;
    } else if (depth > 0) {
      at++;
      continue;
    } else {
      at = matchAt(SCALAR, text, at);
      if (at < 0) return -1;
    }
    if (depth <= 0) return at;
  }
  return -1;
}

/**
 * The members of a JSON object as text, each as it was written. The text must be valid JSON; a name given twice
 * counts the last time, as for every parser.
 *
 * @example memberTexts('{"a": 1.0, "b": [ ]}').get("a") === "1.0"
 */
export function memberTexts(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, text.indexOf("{") + 1);
  while (text[at] === '"') {
    const nameEnd = matchAt(STRING, text, at);
    const name: string = JSON.parse(text.slice(at, nameEnd));
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = endOfJsonValue(text, start);
    members.set(name, text.slice(start, end));
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}
