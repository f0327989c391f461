"use client";

import { type RefObject, useState } from "react";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { TokenRange } from "@/components/marks/token-range";
import type { LineLayout } from "@/components/token-pane/layout/line-layout";
import { type CaretMove, moveCaret } from "@/components/token-pane/layout/move-caret";
import { LINE_HEIGHT } from "@/components/token-pane/layout/token-grid";
import type { TokenGoal } from "@/components/token-pane/lines/token-lines";
import { TOKENS_KEYS } from "./tokens-keys";

/** The token that the keyboard is on, and the stretch that it has marked from the anchor. */
interface Caret {
  readonly at: number;
  readonly anchor: number;
}

interface CaretTarget {
  readonly layout: LineLayout | null;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly selected: TokenRange | null;
  readonly onSelect: (range: TokenRange | null) => void;
  readonly onGo: (goal: TokenGoal) => void;
}

/** Walks the tokens with the keyboard: a caret that moves by token, line and screen, and marks with Shift. */
export function useCaret({ layout, scroller, selected, onSelect, onGo }: CaretTarget) {
  const [caret, setCaret] = useState<Caret | null>(null);
  const here = caret?.at ?? selected?.start ?? 0;
  const go = (move: CaretMove, extend: boolean) => (): void => {
    if (!layout) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / LINE_HEIGHT) - 1);
    const isFirst = caret === null && selected === null;
    const at =
      isFirst && !extend ? firstInView(layout, scroller.current) : moveCaret(layout, here, move, page);
    const anchor = extend ? (caret?.anchor ?? here) : at;
    setCaret({ at, anchor });
    if (extend) onSelect({ start: Math.min(anchor, at), end: Math.max(anchor, at) + 1 });
    onGo({ token: at, align: "auto" });
  };
  usePaneShortcuts("tokens", TOKENS_KEYS, {
    "tokens.next": go("next", false),
    "tokens.previous": go("previous", false),
    "tokens.line-down": go("line-down", false),
    "tokens.line-up": go("line-up", false),
    "tokens.page-down": go("page-down", false),
    "tokens.page-up": go("page-up", false),
    "tokens.line-start": go("line-start", false),
    "tokens.line-end": go("line-end", false),
    "tokens.first": go("first", false),
    "tokens.last": go("last", false),
    "tokens.extend-next": go("next", true),
    "tokens.extend-previous": go("previous", true),
    "tokens.extend-down": go("line-down", true),
    "tokens.extend-up": go("line-up", true),
    "tokens.pin": caret ? () => onSelect({ start: caret.at, end: caret.at + 1 }) : undefined,
  });
  return { caret: caret?.at ?? null, anchor: caret?.anchor ?? here, setCaret };
}

/** The caret begins where the reader is. */
function firstInView(layout: LineLayout, scroller: HTMLElement | null): number {
  return layout.starts[Math.ceil((scroller?.scrollTop ?? 0) / LINE_HEIGHT)] ?? 0;
}
