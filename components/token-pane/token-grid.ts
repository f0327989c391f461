/** Height of a line, in px. */
export const LINE_HEIGHT = 24;
/** Left of the text: position in the sample, then whose message begins; in px. */
export const GUTTER = { index: 60, chip: 60 } as const;
export const GUTTER_PX = GUTTER.index + GUTTER.chip;
/** Longer lines are harder to follow, and hold more tokens than a browser draws at once with ease. */
export const MOST_CELLS = 120;
export const LEAST_CELLS = 16;

/** The grid as it is drawn: the width of a cell in px, and how many fit on a line. */
export interface TokenGrid {
  readonly cellPx: number;
  readonly cells: number;
}
