import { CARD, type TreeLayout } from "./tree-layout";

/** What stands around the tree when all of it is shown, in px: above it is the choice of layouts. */
export const AROUND_WHOLE = { side: 24, top: 52, foot: 24 } as const;
const SMALLEST_ZOOM = 0.02;

/** What React Flow calls a viewport: where the plane's origin stands in the pane, in px, and the scale. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Width and height of all cards together, in the layout's px. */
export function wholeSize({ lanes, rows }: Pick<TreeLayout, "lanes" | "rows">): {
  readonly width: number;
  readonly height: number;
} {
  return {
    width: Math.max(1, lanes * (CARD.width + CARD.columnGap) - CARD.columnGap),
    height: Math.max(1, rows * (CARD.height + CARD.rowGap) - CARD.rowGap),
  };
}

/**
 * Where all of the tree is in sight: in the middle, from the top, at full size at most.
 *
 * @param pane its size in px.
 */
export function wholeViewport(
  layout: Pick<TreeLayout, "lanes" | "rows">,
  pane: { readonly width: number; readonly height: number },
): Viewport {
  const { width, height } = wholeSize(layout);
  const { side, top, foot } = AROUND_WHOLE;
  const zoom = Math.min(1, (pane.width - 2 * side) / width, (pane.height - top - foot) / height);
  const shown = Math.max(SMALLEST_ZOOM, zoom);
  return { x: (pane.width - width * shown) / 2, y: top, zoom: shown };
}
