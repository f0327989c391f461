"use client";

import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent } from "react";

/** Rows beside the visible ones; with them the document holds at most 60. */
const OVERSCAN = 8;

/** The next page is asked for when so many rows are left below. */
const AHEAD = 20;

/** The rows that are in the document, and the room of the others in px. */
export interface RowWindow {
  readonly items: readonly VirtualItem[];
  readonly before: number;
  readonly after: number;
}

/** Keeps only the rows near the screen in the document, and asks for more in time. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, height, onEnd }: { readonly count: number; readonly height: number; readonly onEnd: () => void },
) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const reachEnd = useEffectEvent(onEnd);
  useEffect(() => {
    if (last >= count - AHEAD) reachEnd();
  }, [last, count]);
  // Cards are higher than rows: turning a phone round changes every place.
  useEffect(() => {
    if (height > 0) virtual.measure();
  }, [virtual, height]);
  const window: RowWindow = {
    items,
    before: items[0]?.start ?? 0,
    after: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
  return { virtual, window };
}
