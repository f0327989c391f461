"use client";

import { type PointerEvent, useEffect, useRef } from "react";
import type { LayoutPlace } from "@/components/tree/layout/tall-place";
import { CARD, type TreeLayout } from "@/components/tree/layout/tree-layout";
import type { Viewport } from "@/components/tree/layout/whole-viewport";
import { drawLanes, type LaneMarks } from "./draw-lanes";
import { fitCanvas } from "./fit-canvas";
import { laneColours } from "./lane-colours";
import { useThemeVersion } from "./use-theme-version";

const MOST = { width: 168, height: 112, margin: 6 } as const;
/** A small tree is not blown up; its map is as small as it is. */
const LARGEST_SCALE = 0.06;

/** The map's size and where the tree stands on it. Both axes fill it, since trees are far longer than they are wide. */
function minimapPlace({ lanes, rows }: Pick<TreeLayout, "lanes" | "rows">) {
  const width = Math.max(1, lanes * (CARD.width + CARD.columnGap) - CARD.columnGap);
  const height = Math.max(1, rows * (CARD.height + CARD.rowGap) - CARD.rowGap);
  const place: LayoutPlace = {
    x: MOST.margin,
    y: MOST.margin,
    scaleX: Math.min((MOST.width - 2 * MOST.margin) / width, LARGEST_SCALE),
    scaleY: Math.min((MOST.height - 2 * MOST.margin) / height, LARGEST_SCALE),
  };
  return {
    place,
    size: {
      width: Math.round(width * place.scaleX) + 2 * MOST.margin,
      height: Math.round(height * place.scaleY) + 2 * MOST.margin,
    },
  };
}

/** The whole tree in a corner, with what the pane shows of it; drag there to move the pane. */
export function TreeMinimap({
  layout,
  viewport,
  pane,
  marks,
  onMove,
}: {
  readonly layout: TreeLayout;
  readonly viewport: Viewport;
  readonly pane: { readonly width: number; readonly height: number };
  readonly marks: LaneMarks;
  /** Asks to bring this point of the layout to the middle of the pane. */
  readonly onMove: (x: number, y: number) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeVersion();
  const { place, size } = minimapPlace(layout);
  useEffect(() => {
    const fitted = canvas.current && fitCanvas(canvas.current);
    if (!fitted || !canvas.current) return;
    const { context, ratio } = fitted;
    const { x, y, scaleX, scaleY } = minimapPlace(layout).place;
    const scaled = { x: x * ratio, y: y * ratio, scaleX: scaleX * ratio, scaleY: scaleY * ratio };
    drawLanes(context, layout, scaled, laneColours(theme), marks);
  }, [layout, marks, theme]);
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    onMove(
      (event.clientX - box.left - place.x) / place.scaleX,
      (event.clientY - box.top - place.y) / place.scaleY,
    );
  };
  const left = Math.max(0, place.x - (viewport.x / viewport.zoom) * place.scaleX);
  const top = Math.max(0, place.y - (viewport.y / viewport.zoom) * place.scaleY);
  return (
    <div
      aria-hidden
      data-testid="minimap"
      title="The whole tree. Drag to move what is shown."
      onPointerDown={move}
      onPointerMove={move}
      style={size}
      className="tree-minimap"
    >
      <canvas ref={canvas} className="size-full" />
      <span
        data-testid="minimap-view"
        className="tree-minimap-view"
        style={{
          left: Math.min(left, size.width - 8),
          top: Math.min(top, size.height - 8),
          width: Math.max(8, Math.min(size.width - left, (pane.width / viewport.zoom) * place.scaleX)),
          height: Math.max(8, Math.min(size.height - top, (pane.height / viewport.zoom) * place.scaleY)),
        }}
      />
    </div>
  );
}
