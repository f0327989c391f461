"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import type { TreeMoves } from "./use-tree-moves";

/** Buttons for what the wheel and two fingers do. */
export function TreeControls({ zoomOut, zoomIn, fit }: TreeMoves) {
  return (
    <div className="absolute top-2 left-2 z-10 flex rounded-md border border-line bg-surface">
      <IconButton label="Zoom out (-)" onClick={zoomOut}>
        <Minus size={16} aria-hidden />
      </IconButton>
      <IconButton label="Zoom in (=)" onClick={zoomIn}>
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton label="To the selected message, or the beginning (0)" onClick={fit}>
        <Maximize size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
