"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import type { TokenMatch } from "@/components/token-pane/find/find-tokens";
import { lineCount, lineOfToken } from "@/components/token-pane/layout/line-layout";
import { gutterWidth, LINE_HEIGHT, type TokenGrid } from "@/components/token-pane/layout/token-grid";
import type { TokenDrawing } from "./token-drawing";
import { TokenLine } from "./token-line";
import { rangesInView, type TokenMark, TokenMarks } from "./token-marks";

const gridStyle = ({ gutter }: TokenGrid) => ({
  "--gutter-index": `${gutter.index}px`,
  "--gutter-chip": `${gutter.chip}px`,
  "--gutter": `${gutterWidth(gutter)}px`,
});

/** A token to bring into view. */
export interface TokenGoal {
  readonly token: number;
  readonly align: "auto" | "center";
}

/** The text of a sample on visual lines laid out beforehand; only those in view are in the document. */
export function TokenLines({
  drawing,
  grid,
  scroller,
  opensAt,
  goTo,
  marks,
  matches,
}: {
  readonly drawing: TokenDrawing;
  readonly grid: TokenGrid;
  readonly scroller: RefObject<HTMLElement | null>;
  /** The token that the pane opens on; afterwards only the reader scrolls. */
  readonly opensAt: number;
  /** A token to bring into view; made anew for each time. */
  readonly goTo: TokenGoal | null;
  readonly marks: readonly TokenMark[];
  readonly matches: readonly TokenMatch[];
}) {
  const { layout } = drawing;
  const virtual = useVirtualizer({
    count: lineCount(layout),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 4,
    initialOffset: () => Math.max(0, lineOfToken(layout, opensAt) - 2) * LINE_HEIGHT,
    useFlushSync: false,
  });
  // Only when something is asked for; a new layout keeps the lines that are in view.
  const show = useEffectEvent(({ token, align }: TokenGoal) => {
    virtual.scrollToIndex(lineOfToken(layout, token), { align });
  });
  useEffect(() => {
    if (goTo) show(goTo);
  }, [goTo]);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
  const marked = (ranges: readonly TokenRange[], look: string): readonly TokenMark[] =>
    rangesInView(layout, ranges, first, last).map((range) => ({ range, look }));
  const found = [...marked(drawing.changes, "token-changed"), ...marked(matches, "token-match")];
  return (
    <div
      className="relative cursor-text font-mono text-sm leading-6 select-none"
      style={{ ...gridStyle(grid), height: virtual.getTotalSize() }}
    >
      {items.map(({ index }) => (
        <TokenLine key={index} drawing={drawing} line={index} />
      ))}
      <TokenMarks layout={layout} first={first} last={last} marks={[...found, ...marks]} />
    </div>
  );
}
