"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { useBackStep } from "@/components/keys/use-back-step";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { findTokens, type TokenMatch } from "./find-tokens";

/** The pane's own search: over the whole sample, not only over what is drawn. */
export function useFind(tokens: SampleTokens, onFound: (match: TokenMatch) => void) {
  const [query, setQuery] = useState("");
  const [current, setCurrent] = useState(-1);
  const asked = useDeferredValue(query);
  const found = useMemo(() => findTokens(asked, tokens.columns, tokens.texts), [asked, tokens]);
  const matches = found.ok ? found.matches : NONE;
  const ask = (text: string): void => {
    setQuery(text);
    setCurrent(-1);
  };
  const step = (by: 1 | -1): void => {
    const from = current < 0 && by < 0 ? 0 : current;
    const next = (from + by + matches.length) % matches.length;
    const match = matches[next];
    if (!match) return;
    setCurrent(next);
    onFound(match);
  };
  useBackStep("find", query === "" ? null : () => ask(""));
  return { query, found, matches, current, match: matches[current] ?? null, ask, step };
}

const NONE: readonly TokenMatch[] = [];

export type Find = ReturnType<typeof useFind>;
