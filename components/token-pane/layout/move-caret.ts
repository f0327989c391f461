import { cellOfToken, type LineLayout, lineCount, lineOfToken, tokenAtCell } from "./line-layout";

/** Where the caret can be sent from the token it stands on. */
export type CaretMove =
  | "previous"
  | "next"
  | "line-up"
  | "line-down"
  | "page-up"
  | "page-down"
  | "line-start"
  | "line-end"
  | "first"
  | "last";

/**
 * The token that the caret goes to. Up and down keep the cell as well as the lines allow.
 *
 * @param page lines that are in view.
 *
 * @example
 * moveCaret(layout, 7, "next", 20); // 8
 */
export function moveCaret(layout: LineLayout, caret: number, move: CaretMove, page: number): number {
  const lines = lineCount(layout);
  const end = (layout.starts[lines] ?? 1) - 1;
  const line = lineOfToken(layout, caret);
  const toLine = (to: number): number =>
    tokenAtCell(layout, Math.min(lines - 1, Math.max(0, to)), cellOfToken(layout, caret)) ?? caret;
  switch (move) {
    case "previous":
      return Math.max(0, caret - 1);
    case "next":
      return Math.min(end, caret + 1);
    case "line-up":
      return toLine(line - 1);
    case "line-down":
      return toLine(line + 1);
    case "page-up":
      return toLine(line - page);
    case "page-down":
      return toLine(line + page);
    case "line-start":
      return layout.starts[line] ?? 0;
    case "line-end":
      return (layout.starts[line + 1] ?? 1) - 1;
    case "first":
      return 0;
    case "last":
      return end;
    default:
      return move satisfies never;
  }
}
