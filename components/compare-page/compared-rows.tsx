"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { FoldButton } from "@/components/ui/fold-button";
import { plural } from "@/lib/core/base/format-count";
import type { Comparison } from "@/lib/core/compare/comparison";
import { COMPARE_KEYS } from "./compare-keys";
import type { TokensAs } from "./compare-params";
import { ComparedRowView } from "./compared-row-view";
import { DifferenceBar } from "./difference-bar";
import { differencesOf, foldsOver, type RowItem, rowItems } from "./row-items";

/** Room above the row that a jump ends at, in px: the bar of the list stays over it. */
const SCROLL_PADDING = 64;

/** The aligned messages of both sides: what differs, with folds between, and the way from one difference to the next. */
export function ComparedRows({
  comparison,
  at,
  onOpen,
  as,
  onAs,
  onSwap,
}: {
  readonly comparison: Comparison;
  /** The open row, from 0. */
  readonly at: number | null;
  readonly onOpen: (at: number | null) => void;
  /** Which tokens of the open message are shown; null: as it differs. */
  readonly as: TokensAs | null;
  readonly onAs: (as: TokensAs) => void;
  readonly onSwap: () => void;
}) {
  const { rows } = comparison;
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => foldsOver(rows, at));
  const items = useMemo(() => rowItems(rows, opened), [rows, opened]);
  const shownAtFirst = useRef(items.findIndex((item) => item.kind === "row" && item.at === at));
  const differences = useMemo(() => differencesOf(rows), [rows]);
  const { list, margin, virtual } = useRowList(items);
  useEffect(() => {
    // The address may name a row that is out of sight. Later ones are opened where they stand, or gone to.
    const item = shownAtFirst.current;
    if (item >= 0) virtual.scrollToIndex(item, { align: "start" });
    shownAtFirst.current = -1;
  }, [virtual]);
  const current = at === null ? -1 : differences.indexOf(at);
  const goTo = (index: number): void => {
    const target = differences[index];
    if (target === undefined) return;
    onOpen(target);
    const item = items.findIndex((candidate) => candidate.kind === "row" && candidate.at === target);
    if (item >= 0) virtual.scrollToIndex(item, { align: "start" });
  };
  const next = at === null ? 0 : differences.findIndex((difference) => difference > at);
  const previous = at === null ? -1 : differences.findLastIndex((difference) => difference < at);
  usePaneShortcuts("compare", COMPARE_KEYS, {
    "compare.next": next < 0 ? undefined : () => goTo(next),
    "compare.previous": previous < 0 ? undefined : () => goTo(previous),
    "compare.swap": onSwap,
  });
  const toggleFold = (fold: number): void => {
    const known = new Set(opened);
    if (!known.delete(fold)) known.add(fold);
    setOpened(known);
  };
  return (
    <section aria-label="Messages of both sides" className="rounded-lg border border-line bg-surface">
      <DifferenceBar
        messages={rows.length}
        differences={differences.length}
        current={current}
        onPrevious={previous < 0 ? null : () => goTo(previous)}
        onNext={next < 0 ? null : () => goTo(next)}
      />
      <div ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          return (
            <div
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className="absolute inset-x-0"
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              {item?.kind === "fold" && <Fold item={item} onToggle={() => toggleFold(item.at)} />}
              {item?.kind === "row" && (
                <ComparedRowView
                  row={item.row}
                  comparison={comparison}
                  isOpen={item.at === at}
                  onToggle={() => onOpen(item.at === at ? null : item.at)}
                  as={as}
                  onAs={onAs}
                />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Lays the lines out in the window's own scroll, of which only those in sight are drawn. */
function useRowList(items: readonly RowItem[]) {
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === "fold" ? 40 : 92),
    getItemKey: (index) => itemKey(items[index]),
    overscan: 8,
    scrollMargin: margin,
    scrollPaddingStart: SCROLL_PADDING,
    useFlushSync: false,
  });
  return { list, margin, virtual };
}

function itemKey(item: RowItem | undefined): string {
  return item ? `${item.kind} ${item.at}` : "";
}

function Fold({
  item,
  onToggle,
}: {
  readonly item: Extract<RowItem, { kind: "fold" }>;
  readonly onToggle: () => void;
}) {
  return (
    <div className="border-b border-line bg-page px-3 py-2">
      <FoldButton isOpen={item.isOpen} onToggle={onToggle}>
        {plural(item.count, "equal message")}
      </FoldButton>
    </div>
  );
}
