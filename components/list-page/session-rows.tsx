"use client";

import { ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { ListChoice } from "@/components/address/list-params";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { plural } from "@/lib/core/base/format-count";
import type { ListRow } from "@/lib/core/list/list-row";
import type { SessionSort } from "@/lib/core/list/session-sort";
import type { ListColumn } from "./columns";
import { FilterChips } from "./filter-chips";
import { SessionCards } from "./session-cards";
import { SessionTable } from "./session-table";
import { useRowWindow } from "./use-row-window";
import type { SessionPages } from "./use-session-list";

/** Heights in px: of a row, of a row with the words found, of a card. */
const HEIGHTS = { row: 40, found: 60, card: 108 } as const;

interface SessionRowsProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: readonly ListRow[];
  readonly pages: SessionPages;
  readonly columns: readonly ListColumn[];
  readonly choice: ListChoice;
  readonly total: number;
  readonly isNarrow: boolean;
  readonly active: string | null;
  readonly marked: readonly string[];
  /** Sessions opened since that are not shown. */
  readonly fresh: number;
  /** Lets the keys bring a row into view. */
  readonly steer: RefObject<((index: number) => void) | null>;
  readonly onNewest: () => void;
  readonly onFilter: (filter: string) => void;
  readonly onSort: (sort: SessionSort) => void;
  readonly onActivate: (id: string) => void;
  readonly onMark: (id: string) => void;
  /** The cursor at which what is on screen begins. */
  readonly onPlace: (cursor: string | null) => void;
}

/** The rows of the list in their scrolling pane. */
export function SessionRows(props: SessionRowsProps) {
  const { scroller, rows, pages, isNarrow, choice } = props;
  const height = isNarrow ? HEIGHTS.card : rows.some(({ snippet }) => snippet) ? HEIGHTS.found : HEIGHTS.row;
  const { virtual, window } = useRowWindow(scroller, {
    count: rows.length,
    height,
    onEnd: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  });
  useEffect(() => {
    props.steer.current = (index) => virtual.scrollToIndex(index);
  }, [virtual, props.steer]);
  usePlace(pages, virtual.range?.startIndex ?? 0, props.onPlace);
  const keepPlace = useKeptRow(scroller, rows, height);
  const readEarlier = (): void => {
    keepPlace();
    void pages.fetchPreviousPage();
  };
  return (
    <div className="relative min-h-0 flex-1 bg-surface">
      {props.fresh > 0 && (
        <button
          type="button"
          onClick={props.onNewest}
          className="absolute top-12 left-1/2 z-20 inline-flex -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-3 py-1.5 text-sm text-page shadow-[var(--shadow-raised)]"
        >
          <ArrowUp size={14} aria-hidden />
          {plural(props.fresh, "new session")}
        </button>
      )}
      <ScrollRegion
        ref={scroller}
        aria-label="The list of sessions"
        className={`[overflow-anchor:none] ${pages.isPlaceholderData ? "opacity-60" : ""}`}
      >
        {pages.hasPreviousPage && (
          <button
            type="button"
            onClick={readEarlier}
            className="block w-full border-b border-line py-1.5 text-sm text-ink-2 hover:bg-raised hover:text-ink"
          >
            {pages.isFetchingPreviousPage ? "Reading…" : "Show the sessions before these"}
          </button>
        )}
        {pages.error ? (
          <p className="p-8 text-center text-sm text-ink-2">{pages.error.message}</p>
        ) : rows.length === 0 ? (
          pages.isFetching || <FilterChips filter={choice.q} onChange={props.onFilter} />
        ) : isNarrow ? (
          <SessionCards rows={rows} list={choice} window={window} />
        ) : (
          <SessionTable {...props} window={window} isTall={height === HEIGHTS.found} />
        )}
        {pages.isFetchingNextPage && (
          <p className="py-2 text-center text-xs text-ink-2">Reading {plural(50, "more session")}…</p>
        )}
      </ScrollRegion>
    </div>
  );
}

/** Keeps what is on screen where it is when rows come before it: asked for beforehand, done once they stand. */
function useKeptRow(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ListRow[],
  height: number,
): () => void {
  const kept = useRef<string | null>(null);
  useLayoutEffect(() => {
    const added = kept.current === null ? 0 : rows.findIndex(({ id }) => id === kept.current);
    if (added === 0) return;
    kept.current = null;
    if (added > 0) scroller.current?.scrollBy({ top: added * height });
  });
  return () => {
    kept.current = rows[0]?.id ?? null;
  };
}

/** Tells at which page the screen begins, so that the address leads back to it. */
function usePlace(pages: SessionPages, first: number, onPlace: (cursor: string | null) => void): void {
  const held = pages.data?.pages ?? [];
  let end = 0;
  let page = 0;
  for (const { rows } of held) {
    end += rows.length;
    if (first < end) break;
    page++;
  }
  const before = held[page - 1]?.next_cursor;
  const start = before ?? (held[0]?.previous_cursor === null ? null : undefined);
  const tell = useEffectEvent(onPlace);
  useEffect(() => {
    if (start !== undefined) tell(start);
  }, [start]);
}
