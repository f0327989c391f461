import type { TokenText } from "@/lib/core/view/token-text";
import { displayWidth } from "./display-width";
import { endsLine, tokenLabel } from "./token-label";

/** Tokens as visual lines of a monospace grid, laid out before anything is drawn. */
export interface LineLayout {
  /** First token of each line, and the number of tokens as the last entry. */
  readonly starts: Int32Array;
  /** Cells that each token takes. */
  readonly widths: Uint16Array;
}

/** A token that is wider than this many lines would be is drawn clipped; its whole text is in the card. */
const WIDEST_CELLS = 65_535;

/**
 * Breaks tokens into lines of at most `cells` cells. A token is never split: one that is wider than a line stands
 * alone on its own.
 *
 * @param least cells that any token takes, so that each can be pointed at.
 *
 * @example
 * layoutLines(textsOf("a", "b\n", "c"), { cells: 80, exact: false, least: 1 }).starts; // [0, 2, 3]
 */
export function layoutLines(
  texts: readonly TokenText[],
  { cells, exact, least }: { readonly cells: number; readonly exact: boolean; readonly least: number },
): LineLayout {
  const widths = new Uint16Array(texts.length);
  const starts: number[] = [0];
  let used = 0;
  let breakBefore = false;
  const known = new Map<string, number>();
  const cellsOf = (text: TokenText): number => {
    // A sample of 200,000 tokens has a few thousand different ones.
    const key = text.kind === "text" ? text.text : null;
    const kept = key === null ? undefined : known.get(key);
    if (kept !== undefined) return kept;
    const width = Math.min(WIDEST_CELLS, Math.max(least, displayWidth(tokenLabel(text, exact))));
    if (key !== null) known.set(key, width);
    return width;
  };
  texts.forEach((text, at) => {
    const width = cellsOf(text);
    widths[at] = width;
    if (breakBefore || (used > 0 && used + width > cells)) {
      starts.push(at);
      used = 0;
    }
    used += width;
    breakBefore = endsLine(text);
  });
  if (texts.length > 0) starts.push(texts.length);
  return { starts: Int32Array.from(starts), widths };
}

/** The line that holds a token, by halving. */
export function lineOfToken({ starts }: LineLayout, token: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= token) low = middle;
    else high = middle - 1;
  }
  return low;
}
