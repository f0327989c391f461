import type { TokenTexts } from "@/lib/core/tokens/token-texts";
import { cellsOf, type LineLayout } from "./line-layout";

/** Neighbouring tokens of a line that are drawn as one piece. */
export interface LineRun {
  /** Tokens `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Look by position in the overlay's steps; of a glyph of several tokens, each token has its own. */
  readonly code: number;
  /**
   * `plain`: ASCII, whose width the font gives. `box`: drawn into exactly its cells, since another font may give
   * its width. `chip`: a special token. `glyph`: several tokens that make one glyph.
   */
  readonly kind: "plain" | "box" | "chip" | "glyph";
  /** Cells of the whole run. */
  readonly cells: number;
  /** Whether each of its characters but the ASCII ones takes two cells, so that they can be spread evenly over them. */
  readonly isWide?: boolean;
}

const PRINTABLE = /^[\x20-\x7e]*$/;
const NOT_ASCII = /[^\x20-\x7e]/gu;

/**
 * Cuts a line into as few pieces as its looks allow.
 *
 * @param apart whether every token is a piece of its own, so that the lines between them can be drawn.
 */
export function lineRuns(
  layout: LineLayout,
  texts: TokenTexts,
  codes: Uint8Array,
  { line, apart }: { readonly line: number; readonly apart: boolean },
): readonly LineRun[] {
  const end = layout.starts[line + 1] ?? 0;
  const runs: LineRun[] = [];
  for (let at = layout.starts[line] ?? 0; at < end; ) {
    const next = runAt(layout, texts, codes, at);
    const last = runs.at(-1);
    if (!apart && last?.kind === "plain" && next.kind === "plain" && last.code === next.code) {
      const { from, code, kind } = last;
      runs[runs.length - 1] = {
        from,
        code,
        kind,
        to: next.to,
        text: last.text + next.text,
        cells: last.cells + next.cells,
      };
    } else runs.push(next);
    at = next.to;
  }
  return runs;
}

function runAt(layout: LineLayout, texts: TokenTexts, codes: Uint8Array, at: number): LineRun {
  const piece = texts.at(at);
  const text = layout.labels[layout.index[at] ?? -1] ?? "";
  const code = codes[at] ?? 0;
  if (piece?.kind === "part" && piece.part === 1 && layout.mode !== "ids") {
    const to = at + piece.of;
    let cells = 0;
    for (let part = at; part < to; part++) cells += cellsOf(layout, part);
    return { from: at, to, text, code, kind: "glyph", cells };
  }
  const cells = cellsOf(layout, at);
  const isPlain = PRINTABLE.test(text) && text.length === cells;
  const kind = piece?.kind === "special" ? "chip" : isPlain ? "plain" : "box";
  const others = text.match(NOT_ASCII)?.length ?? 0;
  const isWide = kind === "box" && others > 0 && cells === [...text].length + others;
  return { from: at, to: at + 1, text, code, kind, cells, ...(isWide && { isWide }) };
}
