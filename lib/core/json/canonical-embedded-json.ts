import { canonicalJson } from "./canonical-json";
import { parseGivenJson } from "./parse-given-json";

/**
 * Characters looked at in one text, some 20 ms of work. A degenerate answer repeats an opening brace, say, for
 * thousands of tokens. Without a limit it would be read from each of them to the end.
 */
const MOST_CHARACTERS = 2_000_000;

/**
 * A text in which every JSON object stands in canonical form, so that texts which differ only in how they spell
 * objects become equal. What is not JSON stays as it is, and so does the rest where most of a long text is not.
 *
 * @example
 * canonicalEmbeddedJson('call {"b": 1, "a":2}!'); // 'call {"a":2,"b":1}!'
 */
export function canonicalEmbeddedJson(text: string): string {
  let result = "";
  let at = 0;
  let budget = MOST_CHARACTERS;
  for (let start = text.indexOf("{"); start >= 0 && budget > 0; start = text.indexOf("{", at)) {
    const end = objectEnd(text, start);
    budget -= (end ?? text.length) - start;
    const canonical = end === null ? null : canonicalOrNull(text.slice(start, end));
    result += text.slice(at, start) + (canonical ?? "{");
    at = canonical === null || end === null ? start + 1 : end;
  }
  return result + text.slice(at);
}

/** Position after the brace that closes the one at `start`; null if none does. */
function objectEnd(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return null;
}

function canonicalOrNull(text: string): string | null {
  try {
    return canonicalJson(parseGivenJson(text));
  } catch {
    return null;
  }
}
