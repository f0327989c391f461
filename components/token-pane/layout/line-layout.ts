import { displayWidth } from "@/components/marks/display-width";
import { endsLine, type TextMode, tokenLabel } from "@/components/marks/token-label";
import { partitionPoint } from "@/lib/core/base/partition-point";
import type { TokenTexts } from "@/lib/core/tokens/token-texts";

/** Tokens as visual lines of a monospace grid, laid out before anything is drawn. */
export interface LineLayout {
  /** First token of each line, and the number of tokens as the last entry. */
  readonly starts: Int32Array;
  /** Position in `labels` and `cells` of each token. */
  readonly index: Int32Array;
  /** What is written for each different token, and the cells that it takes. */
  readonly labels: readonly string[];
  readonly cells: Uint16Array;
  readonly mode: TextMode;
}

export interface LineLayoutOptions {
  /** Cells of a line. */
  readonly width: number;
  readonly mode: TextMode;
}

/** A token that is wider than this is drawn clipped; its whole text is in the card. */
const WIDEST_CELLS = 65_535;

/**
 * Breaks tokens into lines of at most `width` cells. Neither a token nor a glyph that several tokens make is ever
 * split: one that is wider than a line stands alone on its own. Every token takes at least one cell, so that it can
 * be pointed at.
 *
 * @example
 * layoutLines(textsOf("a", "b\n", "c"), ids, { width: 80, mode: "rendered" }).starts; // [0, 2, 3]
 */
export function layoutLines(
  texts: TokenTexts,
  ids: Int32Array,
  { width, mode }: LineLayoutOptions,
): LineLayout {
  const { index } = texts;
  const { labels, cells, ends, runs } = measureTexts(texts, ids, mode);
  const starts: number[] = [0];
  let used = 0;
  let breakBefore = false;
  for (let at = 0; at < index.length; ) {
    const first = index[at] ?? 0;
    const count = runs[first] ?? 1;
    let taken = cells[first] ?? 1;
    for (let part = 1; part < count; part++) taken += cells[first + part] ?? 1;
    if (breakBefore || (used > 0 && used + taken > width)) {
      starts.push(at);
      used = 0;
    }
    used += taken;
    at += count;
    breakBefore = ends[first + count - 1] === 1;
  }
  if (index.length > 0) starts.push(index.length);
  return { starts: Int32Array.from(starts), index, labels, cells, mode };
}

/** Label, cells and break of each different token, and how many tokens the glyph has that begins with it. */
function measureTexts({ index, distinct }: TokenTexts, ids: Int32Array, mode: TextMode) {
  const labels = new Array<string>(distinct.length).fill("");
  const cells = new Uint16Array(distinct.length).fill(1);
  const ends = new Uint8Array(distinct.length);
  const runs = new Uint8Array(distinct.length).fill(1);
  const idOf = new Int32Array(distinct.length);
  index.forEach((text, at) => {
    idOf[text] = ids[at] ?? 0;
  });
  distinct.forEach((text, at) => {
    const label = mode === "ids" ? `${idOf[at]} ` : tokenLabel(text, mode);
    labels[at] = label;
    ends[at] = Number(endsLine(text));
    const isPart = text.kind === "part" && mode !== "ids";
    if (!isPart) cells[at] = Math.min(WIDEST_CELLS, Math.max(1, displayWidth(label)));
    else if (text.part === 1) {
      runs[at] = text.of;
      cells.set(partCells(label, text.of), at);
    }
  });
  return { labels, cells, ends, runs };
}

/** Cells of the tokens that make one glyph: one each, and what the glyph needs beyond that with the first. */
function partCells(label: string, of: number): readonly number[] {
  const rest = Math.min(WIDEST_CELLS, Math.max(0, displayWidth(label) - of));
  return Array.from({ length: of }, (_, part) => (part === 0 ? 1 + rest : 1));
}

/** How many lines there are. */
export function lineCount({ starts }: LineLayout): number {
  return Math.max(0, starts.length - 1);
}

/** The line that holds a token, by halving. */
export function lineOfToken({ starts }: LineLayout, token: number): number {
  const line = partitionPoint(starts, (start) => start <= token) - 1;
  return Math.max(0, Math.min(line, starts.length - 2));
}

/** The cell of its line in which a token begins. */
export function cellOfToken(layout: LineLayout, token: number): number {
  let cell = 0;
  for (let at = layout.starts[lineOfToken(layout, token)] ?? 0; at < token; at++) cell += cellsOf(layout, at);
  return cell;
}

/** The token of a line that covers a cell; past the line's end, its last one. Null when there is no such line. */
export function tokenAtCell(layout: LineLayout, line: number, cell: number): number | null {
  const [start, end] = [layout.starts[line], layout.starts[line + 1]];
  if (start === undefined || end === undefined) return null;
  let right = 0;
  for (let at = start; at < end; at++) {
    right += cellsOf(layout, at);
    if (cell < right) return at;
  }
  return end - 1;
}

/** Cells that a token takes. */
export function cellsOf({ index, cells }: LineLayout, token: number): number {
  return cells[index[token] ?? -1] ?? 1;
}
