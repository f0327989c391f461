"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { ScrollRegion } from "../ui/scroll-region";
import type { TokenMatch } from "./find-tokens";
import { layoutLines, lineOfToken } from "./line-layout";
import type { Overlay } from "./overlays";
import { TokenLine } from "./token-line";
import type { TokenRange } from "./token-range";
import type { SampleTokens } from "./use-sample-tokens";

const LINE_HEIGHT = 24;
/** Width of a cell of the monospace font at 13 px, and what the gutter takes, in px. */
const CELL_PX = 7.85;
const GUTTER_PX = 96;
const FIRST_CELLS = 100;

export interface TokenLinesHandle {
  /** Brings a token into view. */
  show(token: number): void;
}

/** The text of a sample on visual lines laid out beforehand; only those in view are in the document. */
export function TokenLines({
  tokens,
  overlay,
  exact,
  selected,
  match,
  onSelect,
  ref,
}: {
  readonly tokens: SampleTokens;
  readonly overlay: Overlay;
  readonly exact: boolean;
  readonly selected: TokenRange | null;
  readonly match: TokenMatch | null;
  readonly onSelect: (range: TokenRange | null) => void;
  readonly ref?: Ref<TokenLinesHandle>;
}) {
  const scroller = useRef<HTMLElement>(null);
  const cells = useCells(scroller);
  const layout = useMemo(() => layoutLines(tokens.texts, { cells, exact, least: 1 }), [tokens, cells, exact]);
  const virtual = useVirtualizer({
    count: Math.max(0, layout.starts.length - 1),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 6,
    // A link to a token opens on it; afterwards only the reader scrolls.
    initialOffset: () => Math.max(0, lineOfToken(layout, selected?.start ?? 0) - 2) * LINE_HEIGHT,
    useFlushSync: false,
  });
  useImperativeHandle(ref, () => ({
    show: (token) => virtual.scrollToIndex(lineOfToken(layout, token), { align: "center" }),
  }));
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const at = tokenAt(event);
    if (at === null) return;
    const start = event.shiftKey && selected ? Math.min(selected.start, at) : at;
    const end = event.shiftKey && selected ? Math.max(selected.end, at + 1) : at + 1;
    onSelect({ start, end });
  };
  return (
    <ScrollRegion
      ref={scroller}
      aria-label="Tokens of the sample"
      data-testid="token-lines"
      className="min-w-0 flex-1"
      onClick={onClick}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <TokenLine
            key={index}
            top={start}
            from={layout.starts[index] ?? 0}
            to={layout.starts[index + 1] ?? 0}
            widths={layout.widths}
            tokens={tokens}
            overlay={overlay}
            exact={exact}
            selected={selected}
            match={match}
          />
        ))}
      </div>
    </ScrollRegion>
  );
}

function tokenAt(event: MouseEvent<HTMLElement>): number | null {
  const token = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-at]") : null;
  return token ? Number(token.dataset.at) : null;
}

/** Cells that fit on a line of the pane; a guess until it has been measured. */
function useCells(scroller: { readonly current: HTMLElement | null }): number {
  const [cells, setCells] = useState(FIRST_CELLS);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setCells(Math.max(10, Math.floor((entry.contentRect.width - GUTTER_PX) / CELL_PX)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return cells;
}
