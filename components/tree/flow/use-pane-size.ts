"use client";

import { useStore } from "@xyflow/react";

/** Of the tree's pane, in px; 0 until it was measured. */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/** The size of the tree's pane, followed by two numbers so that nothing is drawn again for the same size. */
export function usePaneSize(): PaneSize {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return { width, height };
}
