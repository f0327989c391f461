"use client";

import { type PointerEvent, type RefObject, useRef } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import { type LineLayout, tokenAtCell } from "@/components/token-pane/layout/line-layout";
import { gutterWidth, LINE_HEIGHT, type TokenGrid } from "@/components/token-pane/layout/token-grid";

/** What the pointer does to a pane of tokens. */
export interface PointerActions {
  readonly onHover: (token: number | null) => void;
  /** A press on a token; with Shift, from `anchor` to it. */
  readonly onPress: (token: number, extend: boolean) => void;
  readonly onDrag: (range: TokenRange) => void;
  /** The button came up: what is marked now stays. */
  readonly onRelease: () => void;
}

/** Finds tokens by arithmetic on the grid, so that the lines need no element for each. */
export function useTokenPointer(
  scroller: RefObject<HTMLElement | null>,
  layout: LineLayout | null,
  grid: TokenGrid | null,
  actions: PointerActions,
) {
  const anchor = useRef<number | null>(null);
  const tokenUnder = ({ clientX, clientY }: PointerEvent, isExact: boolean): number | null => {
    const element = scroller.current;
    if (!element || !layout || !grid) return null;
    const box = element.getBoundingClientRect();
    const line = Math.floor((clientY - box.top + element.scrollTop) / LINE_HEIGHT);
    const cell = (clientX - box.left + element.scrollLeft - gutterWidth(grid.gutter)) / grid.cellPx;
    if (isExact && (cell < 0 || cell > grid.cells + 1)) return null;
    return tokenAtCell(layout, line, Math.max(0, cell));
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      const token = event.button === 0 ? tokenUnder(event, true) : null;
      if (token === null) return;
      anchor.current = event.shiftKey ? null : token;
      actions.onPress(token, event.shiftKey);
    },
    onPointerMove: (event: PointerEvent): void => {
      const start = anchor.current;
      const token = tokenUnder(event, start === null);
      if (start === null || (event.buttons & 1) === 0) {
        anchor.current = null;
        actions.onHover(token);
      } else if (token !== null && token !== start) {
        scroller.current?.setPointerCapture(event.pointerId);
        actions.onDrag({ start: Math.min(start, token), end: Math.max(start, token) + 1 });
      }
    },
    onPointerUp: (): void => {
      if (anchor.current === null) return;
      anchor.current = null;
      actions.onRelease();
    },
    onPointerLeave: (): void => actions.onHover(null),
  };
}
