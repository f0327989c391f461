"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { tokenRows } from "@/components/token-pane/layout/token-rows";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { tokenTexts } from "@/lib/core/tokens/token-texts";
import { TokenListRow } from "./token-list-row";
import { TokenRunRow } from "./token-run-row";

/** Every token of a node: position, text, id, log-prob, state, and why it is not trained. */
export function TokenList({
  columns,
  pieces,
}: {
  readonly columns: TokenColumns;
  readonly pieces: PieceReader;
}) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => tokenRows(columns), [columns]);
  const texts = useMemo(() => tokenTexts(columns.ids, pieces), [columns, pieces]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "run" ? 64 : 28),
    overscan: 10,
    useFlushSync: false,
  });
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
              {row?.kind === "token" && <TokenListRow row={row} columns={columns} text={texts[row.at]} />}
            </li>
          );
        })}
      </ol>
    </ScrollRegion>
  );
}
