"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";
import type { NodeView } from "@/lib/core/view/session-view";
import { rowHeight } from "./row-heights";
import type { TranscriptRow } from "./transcript-rows";

/** Rows kept ready above and below those in view. */
const OVERSCAN = 4;

/** The rows in view, of heights known beforehand. @param current the row that takes the focus: it is always there to. */
export function useRowVirtual(
  scroller: RefObject<HTMLDivElement | null>,
  {
    rows,
    nodes,
    bands,
  }: {
    readonly rows: readonly TranscriptRow[];
    readonly nodes: readonly NodeView[];
    readonly bands: ReadonlyMap<number, unknown>;
  },
  current: number,
) {
  return useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // Another list of rows has other heights, and so other keys.
    getItemKey: useCallback((index: number) => keyOf(rows[index], bands), [rows, bands]),
    estimateSize: (index) => {
      const row = rows[index];
      return row ? rowHeight(row, nodes, bands) : 0;
    },
    overscan: OVERSCAN,
    useFlushSync: false,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])]
        .filter((at) => at < rows.length)
        .sort((left, right) => left - right),
  });
}

function keyOf(row: TranscriptRow | undefined, bands: ReadonlyMap<number, unknown>): string {
  if (row?.kind !== "message") return row?.id ?? "";
  return `${row.node}${bands.has(row.node) ? " with its band" : ""}`;
}
