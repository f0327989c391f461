import { oneLine } from "@/lib/core/base/one-line";
import { CUT_OUT, withoutKeys } from "@/lib/core/base/secret-shapes";

/** Characters of an engine's message that are passed on: it may hold a page, or all that it was sent. */
const SHOWN = 2000;

/** Characters of it that are looked at. */
const LOOKED_AT = 20_000;

/** What an engine says, as clients, log and database may have it: without its key, on one line, of a bounded length. */
export function cleanWords(text: string, key: string | null | undefined): string {
  // The last word of what is cut off may be half a key.
  const shown = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT).replace(/(?<!\S)\S*$/, "") : text;
  const clean = oneLine(withoutKeys(key ? shown.replaceAll(key, CUT_OUT) : shown));
  return clean.length > SHOWN ? `${clean.slice(0, SHOWN)}…` : clean;
}
