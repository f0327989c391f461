"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { OutlineItem } from "./outline-item";
import { outlineRows } from "./outline-rows";
import { stepOutline } from "./step-outline";

const ROW_HEIGHT = 32;

/** The accessible tree of a session: every message as a row to read, forks one level in. */
export function Outline({ model }: { readonly model: SessionModel }) {
  const { node: selected, selectNode } = useSelection();
  const { nodes } = model.view;
  const rows = useMemo(() => outlineRows(nodes), [nodes]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
  });
  const selectedRow = rows.findIndex((row) => nodes[row.node]?.id === selected);
  const current = Math.max(0, selectedRow);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepOutline(event.key, current, rows);
    if (next === null) return;
    event.preventDefault();
    selectNode(nodes[rows[next]?.node ?? -1]?.id ?? null);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
    );
  };
  return (
    <div ref={scroller} className="h-full overflow-auto" data-testid="outline">
      <div
        role="tree"
        aria-label="Messages of the session"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          const node = row && nodes[row.node];
          return (
            node && (
              <OutlineItem
                key={node.id}
                row={row}
                node={node}
                index={index}
                top={start}
                current={index === current}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
