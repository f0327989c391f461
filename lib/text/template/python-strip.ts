/** What `str.isspace` of Python calls white space. JavaScript lacks the first and U+0085, and has U+FEFF instead. */
const WHITE_SPACE =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

export type StripSide = "strip" | "lstrip" | "rstrip";

/**
 * A text without the characters at its ends, as Python's `str.strip`, `lstrip` and `rstrip` give it.
 *
 * @param characters Which are taken off; white space unless given.
 * @example pythonStrip("\n  a\n", "strip", "\n") === "  a"
 */
export function pythonStrip(text: string, side: StripSide, characters: string = WHITE_SPACE): string {
  const taken = new Set(characters);
  let start = 0;
  let end = text.length;
  if (side !== "rstrip") {
    for (let first = characterAt(text, 0); taken.has(first); first = characterAt(text, start)) {
      start += first.length;
    }
  }
  if (side !== "lstrip") {
    for (
      let last = characterBefore(text, end);
      end > start && taken.has(last);
      last = characterBefore(text, end)
    ) {
      end -= last.length;
    }
  }
  return text.slice(start, end);
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, end: number): string {
  const pair = characterAt(text, end - 2);
  return pair.length === 2 ? pair : text.charAt(end - 1);
}
