/** Height of a line, in px. */
export const LINE_HEIGHT = 24;
/** Left of the text: position in the sample, then whose message begins; in px. */
export interface TokenGutter {
  readonly index: number;
  readonly chip: number;
}

const GUTTERS = { wide: { index: 60, chip: 60 }, narrow: { index: 44, chip: 46 } } as const;
/** Below this a pane has no room to spare beside the text, in px. */
const NARROW_PX = 480;

export function gutterOf(paneWidth: number): TokenGutter {
  return paneWidth < NARROW_PX ? GUTTERS.narrow : GUTTERS.wide;
}

export function gutterWidth({ index, chip }: TokenGutter): number {
  return index + chip;
}

/** Longer lines are harder to follow, and hold more tokens than a browser draws at once with ease. */
export const MOST_CELLS = 120;
export const LEAST_CELLS = 16;

/** The grid as it is drawn: the width of a cell in px, how many fit on a line, and what stands left of them. */
export interface TokenGrid {
  readonly cellPx: number;
  readonly cells: number;
  readonly gutter: TokenGutter;
}
