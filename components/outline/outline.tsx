"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { OutlineRow } from "@/components/session/outline-rows";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/lib/core/base/format-count";
import { OutlineFilterBar } from "./outline-filter-bar";
import { OutlineItem } from "./outline-item";
import { useKeptPlace } from "./use-kept-place";
import { useOutlineKeys } from "./use-outline-keys";
import { useOutlineRows } from "./use-outline-rows";

const ROW_HEIGHT = 32;

/** The accessible tree of a session: every message as a row to read, branches one level in. */
export function Outline({ model }: { readonly model: SessionModel }) {
  const { node: selected, selectNode } = useSelection();
  const { nodes } = model.view;
  const outline = useOutlineRows(model, selected);
  const { rows } = outline;
  const scroller = useRef<HTMLDivElement>(null);
  const selectedRow = rows.findIndex((row) => nodes[row.node]?.id === selected);
  const current = Math.max(0, selectedRow);
  const virtual = useOutlineVirtual(scroller, rows.length, current);
  const focusRow = (index: number): void => {
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true }),
    );
  };
  const idOf = (row: OutlineRow | undefined): string | null => nodes[row?.node ?? -1]?.id ?? null;
  const goTo = (index: number): void => {
    selectNode(idOf(rows[index]));
    focusRow(index);
  };
  useOutlineKeys({ outline, current, idOf, goTo });
  useKeptPlace(scroller, rows, ROW_HEIGHT);
  const show = useEffectEvent(() => {
    if (selectedRow < 0) return;
    if (scroller.current?.contains(document.activeElement)) focusRow(selectedRow);
    else virtual.scrollToIndex(selectedRow);
  });
  useEffect(() => {
    if (selected !== null) show();
  }, [selected]);
  return (
    <div className="flex h-full flex-col">
      <OutlineFilterBar
        filter={outline.filter}
        counts={outline.counts}
        found={outline.found}
        total={nodes.length}
        onFilter={outline.setFilter}
        onLeave={() => rows.length > 0 && goTo(current)}
      />
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto" data-testid="outline">
        {rows.length === 0 ? (
          <NoRowFits total={nodes.length} onClear={() => outline.setFilter({ text: "", landmark: null })} />
        ) : (
          <OutlineTree model={model} outline={outline} virtual={virtual} current={current} />
        )}
      </div>
    </div>
  );
}

function useOutlineVirtual(scroller: RefObject<HTMLDivElement | null>, count: number, current: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
    // The row that takes the focus is always there to take it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])]
        .filter((at) => at < count)
        .sort((left, right) => left - right),
  });
}

function OutlineTree({
  model,
  outline,
  virtual,
  current,
}: {
  readonly model: SessionModel;
  readonly outline: ReturnType<typeof useOutlineRows>;
  readonly virtual: ReturnType<typeof useOutlineVirtual>;
  readonly current: number;
}) {
  const { nodes, turns } = model.view;
  return (
    <div
      role="tree"
      aria-label="Messages of the session"
      tabIndex={-1}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = outline.rows[index];
        const node = row && nodes[row.node];
        return (
          node && (
            <OutlineItem
              key={node.id}
              row={row}
              node={node}
              turn={node.turn === null ? null : (turns[node.turn - 1] ?? null)}
              index={index}
              top={start}
              current={index === current}
              onToggle={() => outline.fold(node.id, row.expanded === true)}
            />
          )
        );
      })}
    </div>
  );
}

function NoRowFits({ total, onClear }: { readonly total: number; readonly onClear: () => void }) {
  return (
    <EmptyState title="No message fits">
      <button type="button" className="underline underline-offset-4" onClick={onClear}>
        Show all {formatCount(total)}
      </button>
    </EmptyState>
  );
}
