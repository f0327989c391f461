import type { TreeLayout } from "./tree-layout";
import { type TreeLevel, treeLevel } from "./tree-level";
import { type Area, countCardsIn } from "./visible-part";
import type { Viewport } from "./whole-viewport";

/** How far around the pane cards are kept ready, as a share of its size. */
const AROUND = 0.6;

/** What is handed to React Flow: the cards of an area larger than the pane, so that it changes now and then only. */
export interface ShownPart {
  readonly level: TreeLevel;
  readonly area: Area;
}

/** The part of the plane that a pane shows. */
export function visibleArea(
  { x, y, zoom }: Viewport,
  pane: { readonly width: number; readonly height: number },
): Area {
  return { x: -x / zoom, y: -y / zoom, width: pane.width / zoom, height: pane.height / zoom };
}

/** The part to show at a place; the one before where it still does. */
export function nextPart(
  before: ShownPart | null,
  layout: TreeLayout,
  viewport: Viewport,
  pane: { readonly width: number; readonly height: number },
): ShownPart {
  const visible = visibleArea(viewport, pane);
  const level = treeLevel(viewport.zoom, countCardsIn(layout, visible));
  if (before?.level === level && (level === "lanes" || holds(before.area, visible))) return before;
  return {
    level,
    area: {
      x: visible.x - visible.width * AROUND,
      y: visible.y - visible.height * AROUND,
      width: visible.width * (1 + 2 * AROUND),
      height: visible.height * (1 + 2 * AROUND),
    },
  };
}

function holds(outer: Area, inner: Area): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
