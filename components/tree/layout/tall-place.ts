import type { TreeLayout } from "./tree-layout";
import { AROUND_WHOLE, type Viewport, wholeSize } from "./whole-viewport";

/** Where a layout stands on a pane or a canvas: its origin and its scale by axis, in px of it. */
export interface LayoutPlace {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Rows are as tall as this where there is room: as pills have them, which are next when the reader zooms in. */
export const TALLEST = 0.25;

/**
 * Where lanes are drawn. A tree of many lanes and few rows, shown whole, would be a thin strip: its rows are drawn as
 * tall as the pane has room for, and keep that height until the scale has come up to it. What is free above and below
 * stays divided as it was, so that nothing jumps on the way.
 *
 * @param pane its size in px.
 * @example
 * tallPlace({ lanes: 60, rows: 5 }, { x: 24, y: 52, zoom: 0.027 }, { height: 700 }); // scaleX 0.027, scaleY 0.25
 */
export function tallPlace(
  layout: Pick<TreeLayout, "lanes" | "rows">,
  { x, y, zoom }: Viewport,
  pane: { readonly height: number },
): LayoutPlace {
  const { height } = wholeSize(layout);
  const { top, foot } = AROUND_WHOLE;
  const room = pane.height - top - foot;
  const scaleY = Math.min(TALLEST, room / height);
  if (scaleY <= zoom) return { x, y, scaleX: zoom, scaleY: zoom };
  const share = (y - top) / (room - height * zoom);
  return { x, y: top + share * (room - height * scaleY), scaleX: zoom, scaleY };
}
