import { CARD, type TreeCard, type TreeLayout } from "./tree-layout";

/** Around the tree, in px. */
const MARGIN = 24;
/** Above the tree, where the choice of layouts stands. */
const TOP = 52;

/** What React Flow calls a viewport: where the plane's origin stands in the pane, in px, and the scale. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/**
 * Where the tree is first shown, at full size: in the middle when it is narrow enough, else from its left, and at the
 * selected card when that would stand outside. `x` is at least this far right, or half of `spare` where that is more:
 * a style sheet can say that too, so the server can draw the tree without knowing the pane's width.
 */
export function firstPlace(
  layout: Pick<TreeLayout, "lanes">,
  selected: Pick<TreeCard, "x" | "y"> | null,
): { readonly width: number; readonly left: number; readonly top: number } {
  const width = layout.lanes * (CARD.width + CARD.columnGap) - CARD.columnGap;
  const lane = selected && selected.x >= 2 * (CARD.width + CARD.columnGap) ? selected.x : 0;
  const row = selected && selected.y >= 4 * (CARD.height + CARD.rowGap) ? selected.y : 0;
  const back = CARD.height + CARD.rowGap;
  return {
    width: lane > 0 ? Number.POSITIVE_INFINITY : width,
    left: MARGIN - Math.max(0, lane - CARD.width / 2),
    top: TOP - Math.max(0, row - back),
  };
}

/** The same place in a pane whose width is known. */
export function firstViewport(
  layout: Pick<TreeLayout, "lanes">,
  selected: Pick<TreeCard, "x" | "y"> | null,
  paneWidth: number,
): Viewport {
  const { width, left, top } = firstPlace(layout, selected);
  return { x: Math.max(left, (paneWidth - width) / 2), y: top, zoom: 1 };
}

/** Where lanes alone are first shown: small enough to see many of them. */
export function lanesViewport(): Viewport {
  return { x: MARGIN, y: TOP, zoom: 0.2 };
}
