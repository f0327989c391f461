"use client";

import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { formatTokenRange, parseTokenRange, type TokenRange } from "@/components/marks/token-range";
import type { LineLayout } from "@/components/token-pane/layout/line-layout";
import type { TokenGrid } from "@/components/token-pane/layout/token-grid";
import type { TokenGoal } from "@/components/token-pane/lines/token-lines";
import { useCaret } from "./use-caret";
import { useTokenPointer } from "./use-token-pointer";

const { tok } = VIEW_PARAMS;
const PARAMS = { tok };

/** What of a sample is pointed at, walked to and marked. What is marked stands in the address. */
export function useTokenSelection({
  length,
  layout,
  grid,
  scroller,
}: {
  /** Tokens that have come so far. */
  readonly length: number;
  readonly layout: LineLayout | null;
  readonly grid: TokenGrid | null;
  readonly scroller: RefObject<HTMLElement | null>;
}) {
  const [{ tok }, setState] = useQueryParams(PARAMS);
  const [dragged, setDragged] = useState<TokenRange | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [goal, setGoal] = useState<TokenGoal | null>(null);
  const own = useRef(tok);
  const pinned = useMemo(() => within(parseTokenRange(tok), length), [tok, length]);
  const selected = dragged ?? pinned;
  const select = (range: TokenRange | null): void => {
    own.current = range && formatTokenRange(range);
    setState({ tok: own.current });
  };
  const keyboard = useCaret({ layout, scroller, selected, onSelect: select, onGo: setGoal });
  const pointer = useTokenPointer(scroller, layout, grid, {
    onHover: setHover,
    onPress: (at, extend) => {
      const from = extend ? keyboard.anchor : at;
      keyboard.setCaret({ at, anchor: from });
      select({ start: Math.min(from, at), end: Math.max(from, at) + 1 });
    },
    onDrag: setDragged,
    onRelease: () => {
      if (dragged) select(dragged);
      setDragged(null);
    },
  });
  // Another pane, the palette or the browser's history may change the address.
  useEffect(() => {
    const range = tok === own.current ? null : parseTokenRange(tok);
    own.current = tok;
    if (range) setGoal({ token: range.start, align: "center" });
  }, [tok]);
  return { selected, hover, caret: keyboard.caret, goal, select, go: setGoal, pointer };
}

/** A range as far as there are tokens; null when there are none. */
function within(range: TokenRange | null, length: number): TokenRange | null {
  if (!range || range.start >= length) return null;
  return range.end <= length ? range : { start: range.start, end: length };
}
