"use client";

import { useMemo, useRef, useState } from "react";
import { LoadingOrError } from "../inspector/loading-or-error";
import type { NodeChoice } from "../inspector/use-node";
import { useViewState } from "../workspace/view-state";
import { findTokens, type TokenMatch } from "./find-tokens";
import { TokenCard } from "./token-card";
import { TokenLines, type TokenLinesHandle } from "./token-lines";
import { formatTokenRange, parseTokenRange, type TokenRange } from "./token-range";
import { TokenToolbar } from "./token-toolbar";
import { type SampleTokens, useSampleTokens } from "./use-sample-tokens";

/** One sample as one text: every token, its state, and on demand everything known about it. */
export function TokenPane({ choice }: { readonly choice: NodeChoice & { readonly sample: number } }) {
  const { tokens, error } = useSampleTokens(choice);
  if (!tokens) return <LoadingOrError error={error} what="tokens" />;
  return <LoadedTokenPane tokens={tokens} />;
}

function LoadedTokenPane({ tokens }: { readonly tokens: SampleTokens }) {
  const [{ tok, ov, ws }, setState] = useViewState();
  const [query, setQuery] = useState("");
  const [current, setCurrent] = useState(0);
  const lines = useRef<TokenLinesHandle>(null);
  const selected = useMemo(() => parseTokenRange(tok), [tok]);
  const found = useMemo(() => findTokens(query, tokens.columns, tokens.texts), [query, tokens]);
  const matches = found.ok ? found.matches : [];
  const select = (range: TokenRange | null): void => void setState({ tok: range && formatTokenRange(range) });
  const goTo = (step: number, list: readonly TokenMatch[]): void => {
    if (list.length === 0) return;
    const next = (current + step + list.length) % list.length;
    setCurrent(next);
    const match = list[next];
    if (!match) return;
    select(match);
    lines.current?.show(match.start);
  };
  return (
    <div
      className="flex h-full flex-col border-t border-line bg-surface"
      data-testid="token-pane"
      aria-busy={false}
    >
      <TokenToolbar
        columns={tokens.columns}
        query={query}
        found={found}
        current={current}
        onQuery={(text) => {
          setQuery(text);
          setCurrent(-1);
        }}
        onStep={(step) => goTo(step, matches)}
      />
      <div className="flex min-h-0 flex-1">
        <TokenLines
          ref={lines}
          tokens={tokens}
          overlay={ov}
          exact={ws}
          selected={selected}
          match={matches[current] ?? null}
          onSelect={select}
        />
        <TokenCard tokens={tokens} selected={selected} onClose={() => select(null)} />
      </div>
    </div>
  );
}
