import { visibleText } from "@/lib/core/base/visible-text";

/** A stretch of a text around what was looked for. */
export interface TextSnippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Letters on either side of the match. */
const AROUND = 48;

/**
 * Cuts out of a text what stands around the first of these words; null when none begins a word there. Case does not
 * matter.
 *
 * @example
 * textSnippet("It ran out of memory", ["memo"]); // { before: "It ran out of ", match: "memory", after: "" }
 */
export function textSnippet(text: string, words: readonly string[]): TextSnippet | null {
  const one = visibleText(text.replace(/\s+/g, " "));
  const pattern = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).filter((word) => word !== "");
  if (pattern.length === 0) return null;
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern.join("|")})[\\p{L}\\p{N}]*`, "iu").exec(one);
  if (!found) return null;
  const [match] = found;
  const [start, end] = [found.index, found.index + match.length];
  const left = Math.max(0, start - AROUND);
  const right = Math.min(one.length, end + AROUND);
  return {
    before: `${left > 0 ? "…" : ""}${one.slice(left, start)}`,
    match,
    after: `${one.slice(end, right)}${right < one.length ? "…" : ""}`,
  };
}
