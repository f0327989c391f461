"use client";

import { useMemo, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { tokenLabel } from "@/components/marks/token-label";
import { formatTokenRange, parseTokenRange, type TokenRange } from "@/components/marks/token-range";
import { NODE_KEYS } from "@/components/node/node-keys";
import { tokenWords } from "@/components/token-pane/card/token-facts";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { useAnnouncer } from "@/components/ui/announcements";
import { isNarrow } from "@/components/ui/use-is-narrow";

const { tok, pane } = VIEW_PARAMS;
const PARAMS = { tok, pane };

/** The tokens of a message that are marked, counted from its first one, and how they are marked. */
export interface ReadingSelection {
  readonly selected: TokenRange | null;
  /** Marks tokens; null marks none. */
  select(range: TokenRange | null): void;
  /** Marks one token or, from where the marking began, all up to it. */
  press(token: number, extend: boolean): void;
}

/**
 * The marked tokens, which stand in the address by their positions in the sample, or in the sequence of the turn, as
 * those of the token pane do.
 *
 * @param isInUse whether the arrow keys are the text's.
 */
export function useReadingSelection(tokens: SampleTokens, isInUse: boolean): ReadingSelection {
  const [{ tok }, setState] = useQueryParams(PARAMS);
  const announcer = useAnnouncer();
  const { start, ids } = tokens.columns;
  const selected = useMemo(() => within(parseTokenRange(tok), start, ids.length), [tok, start, ids]);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const select = (range: TokenRange | null): void => {
    const shifted = range && { start: range.start + start, end: range.end + start };
    // With a sample open, an address with tokens and no pane means the tokens of the sample.
    setState({ tok: shifted && formatTokenRange(shifted), ...(isNarrow() && { pane: "node" }) });
  };
  const press = (token: number, extend: boolean): void => {
    const from = extend ? (anchor ?? selected?.start ?? token) : token;
    setAnchor(from);
    setCaret(token);
    select({ start: Math.min(from, token), end: Math.max(from, token) + 1 });
  };
  const step = (by: 1 | -1, extend: boolean) => (): void => {
    const here = selected === null ? null : (caret ?? selected.start);
    const token = Math.min(ids.length - 1, Math.max(0, here === null ? 0 : here + by));
    press(token, extend);
    const text = tokens.texts.at(token);
    announcer.say(tokenWords(tokens, text ? tokenLabel(text, "exact") : "", token));
  };
  const isAny = isInUse && ids.length > 0;
  usePaneShortcuts("node", NODE_KEYS, {
    "node.next-token": isAny ? step(1, false) : undefined,
    "node.previous-token": isAny ? step(-1, false) : undefined,
    "node.extend-next": isAny ? step(1, true) : undefined,
    "node.extend-previous": isAny ? step(-1, true) : undefined,
  });
  return { selected, select, press };
}

/** The part of a range that a message holds, counted from its first token; null where it holds none of it. */
function within(range: TokenRange | null, first: number, length: number): TokenRange | null {
  if (range === null) return null;
  const [start, end] = [Math.max(0, range.start - first), Math.min(length, range.end - first)];
  return end > start ? { start, end } : null;
}
