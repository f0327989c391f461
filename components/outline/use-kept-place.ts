"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { OutlineRow } from "@/components/session/outline-rows";

/**
 * Keeps what the reader looks at where it is when rows come above it, as a live session's do: the first row in view
 * stays the first row in view.
 *
 * @param rowHeight in px.
 */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly OutlineRow[],
  rowHeight: number,
): void {
  const last = useRef(rows);
  useLayoutEffect(() => {
    const known = last.current;
    last.current = rows;
    const element = scroller.current;
    if (!element || rows.length <= known.length) return;
    const at = Math.floor(element.scrollTop / rowHeight);
    const first = known[at]?.node;
    const now = rows.findIndex(({ node }) => node === first);
    if (now > at) element.scrollTop += (now - at) * rowHeight;
  }, [rows, scroller, rowHeight]);
}
