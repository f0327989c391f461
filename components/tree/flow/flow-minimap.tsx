"use client";

import { useStore } from "@xyflow/react";
import type { LaneMarks } from "@/components/tree/canvas/draw-lanes";
import { TreeMinimap } from "@/components/tree/canvas/tree-minimap";
import { CARD, type TreeLayout } from "@/components/tree/layout/tree-layout";

/** The minimap of the tree that React Flow moves. It alone is drawn again in every frame of a move. */
export function FlowMinimap({
  layout,
  marks,
  onMove,
}: {
  readonly layout: TreeLayout;
  readonly marks: LaneMarks;
  readonly onMove: (x: number, y: number) => void;
}) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  // Nothing to find where all of it is on screen.
  const isWhole =
    layout.lanes * (CARD.width + CARD.columnGap) * zoom <= width &&
    layout.rows * (CARD.height + CARD.rowGap) * zoom <= height;
  if (isWhole || width === 0) return null;
  return (
    <TreeMinimap
      layout={layout}
      viewport={{ x, y, zoom }}
      pane={{ width, height }}
      marks={marks}
      onMove={onMove}
    />
  );
}
