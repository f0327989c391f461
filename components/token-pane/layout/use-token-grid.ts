"use client";

import { type RefObject, useLayoutEffect, useState } from "react";
import { gutterOf, gutterWidth, LEAST_CELLS, MOST_CELLS, type TokenGrid } from "./token-grid";

/** Characters measured at once, so that the width of one is known to a hundredth of a pixel. */
const PROBE = "0".repeat(100);
/** Room that a scroll bar may take, in px. */
const SPARE_PX = 16;

/** Measures the grid of a pane, and again when its width changes. Null until it has been drawn once. */
export function useTokenGrid(scroller: RefObject<HTMLElement | null>): TokenGrid | null {
  const [grid, setGrid] = useState<TokenGrid | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void => {
      const cellPx = cellWidth(element);
      const gutter = gutterOf(element.clientWidth);
      const fit = Math.floor((element.clientWidth - gutterWidth(gutter) - SPARE_PX) / cellPx);
      const cells = Math.min(MOST_CELLS, Math.max(LEAST_CELLS, fit));
      setGrid((known) =>
        known?.cells === cells && known.cellPx === cellPx && known.gutter === gutter
          ? known
          : { cellPx, cells, gutter },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return grid;
}

function cellWidth(parent: HTMLElement): number {
  const probe = document.createElement("span");
  probe.textContent = PROBE;
  probe.className = "absolute invisible font-mono text-sm";
  parent.append(probe);
  const width = probe.getBoundingClientRect().width / PROBE.length;
  probe.remove();
  return width;
}
