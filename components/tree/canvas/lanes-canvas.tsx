"use client";

import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { tallPlace } from "@/components/tree/layout/tall-place";
import type { TreeLayout } from "@/components/tree/layout/tree-layout";
import { drawLanes, type LaneMarks } from "./draw-lanes";
import { fitCanvas } from "./fit-canvas";
import { laneColours } from "./lane-colours";
import { useThemeVersion } from "./use-theme-version";

/** The tree as lanes alone, drawn again in every frame in which it moves, without React. */
export function LanesCanvas({ layout, marks }: { readonly layout: TreeLayout; readonly marks: LaneMarks }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const theme = useThemeVersion();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const colours = laneColours(theme);
    const draw = (): void => {
      const fitted = fitCanvas(element);
      if (!fitted) return;
      const { transform, height } = store.getState();
      const [x, y, zoom] = transform;
      const { context, ratio } = fitted;
      const place = tallPlace(layout, { x, y, zoom }, { height });
      const onCanvas = {
        x: place.x * ratio,
        y: place.y * ratio,
        scaleX: place.scaleX * ratio,
        scaleY: place.scaleY * ratio,
      };
      drawLanes(context, layout, onCanvas, colours, marks);
    };
    draw();
    return store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
        draw();
    });
  }, [layout, marks, store, theme]);
  return (
    <canvas ref={canvas} data-testid="lanes" className="pointer-events-none absolute inset-0 size-full" />
  );
}
