import { CARD, type TreeLayout } from "./tree-layout";

const MARGIN = 24;
/** Below this a card's text cannot be read, so a larger tree starts at its top left instead. */
const SMALLEST_READABLE = 0.85;

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/**
 * Where the tree is first shown: as much of it as is still readable, from its root. Computed from the layout, since
 * React Flow's own fit mounts every card first.
 */
export function firstViewport(
  layout: Pick<TreeLayout, "lanes" | "rows">,
  pane: { readonly width: number; readonly height: number },
): Viewport {
  const width = layout.lanes * (CARD.width + CARD.columnGap) - CARD.columnGap;
  const height = layout.rows * (CARD.height + CARD.rowGap) - CARD.rowGap;
  const fit = Math.min((pane.width - 2 * MARGIN) / width, (pane.height - 2 * MARGIN) / height, 1);
  const zoom = Math.max(fit, SMALLEST_READABLE);
  const spare = pane.width - width * zoom;
  return { x: spare > 2 * MARGIN ? spare / 2 : MARGIN, y: MARGIN, zoom };
}
