"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import { tokenRows } from "@/components/token-pane/layout/token-rows";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenTexts } from "@/lib/core/tokens/token-texts";
import { TokenListRow } from "./token-list-row";
import { TokenRunRow } from "./token-run-row";

/** Every token of a node: position, text, id, log-prob, state, and why it is not trained. */
export function TokenList({
  columns,
  texts,
  changed,
  selected,
  onPress,
}: {
  readonly columns: TokenColumns;
  readonly texts: TokenTexts;
  /** 1 for each token that another spelling has otherwise. */
  readonly changed: Uint8Array;
  /** The marked tokens, counted from the first one. */
  readonly selected: TokenRange | null;
  /** A press on a token; with Shift, up to it. */
  readonly onPress: (token: number, extend: boolean) => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => tokenRows(columns), [columns]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "run" ? 64 : 28),
    overscan: 10,
    useFlushSync: false,
  });
  const first = selected?.start ?? null;
  const show = useEffectEvent((token: number) => {
    const index = rows.findIndex((row) => row.kind === "token" && row.at === token);
    if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
  });
  useEffect(() => {
    if (first !== null) show(first);
  }, [first]);
  return (
    <ScrollRegion ref={scroller} aria-label="Tokens of the message" data-testid="tokens">
      <ol aria-label="Tokens" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className="absolute inset-x-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row?.kind === "run" && <TokenRunRow span={row.span} offset={columns.start} />}
              {row?.kind === "token" && (
                <TokenListRow
                  row={row}
                  columns={columns}
                  text={texts.at(row.at)}
                  isChanged={changed[row.at] === 1}
                  isSelected={selected !== null && row.at >= selected.start && row.at < selected.end}
                  onPress={(extend) => onPress(row.at, extend)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </ScrollRegion>
  );
}
