"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import { MarkedToken } from "@/components/token-pane/layout/marked-token";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { formatCount } from "@/lib/core/base/format-count";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { CardSource } from "./card-source";
import { CauseLink } from "./cause-link";
import { CauseOfToken } from "./cause-of-token";
import { evidenceFacts } from "./evidence-facts";
import { FactList } from "./fact-list";
import { HeldTokens } from "./held-tokens";
import { HoldingSamples } from "./holding-samples";
import { RangeFacts } from "./range-facts";
import { spanAt, tokenFacts } from "./token-facts";
import { TokenNotes } from "./token-notes";
import { useTokenEvidence } from "./use-token-evidence";

/** What the card tells of. */
export interface CardSubject {
  readonly range: TokenRange;
  readonly isPinned: boolean;
}

/** Everything known about one token, or the sums over several. */
export function TokenCard({
  source,
  subject: { range, isPinned },
  onClose,
  children,
}: {
  readonly source: CardSource;
  readonly subject: CardSubject;
  readonly onClose: () => void;
  /** What else is told of the tokens. */
  readonly children?: ReactNode;
}) {
  const single = range.end - range.start === 1;
  const { start: first } = source.tokens.columns;
  const [from, to] = [formatCount(first + range.start), formatCount(first + range.end - 1)];
  const title = single ? `Token ${from}` : `Tokens ${from}–${to}`;
  return (
    <section aria-label={isPinned ? "Selected tokens" : "Token under the pointer"} className="text-xs">
      <div className="sticky top-0 flex h-9 items-center border-b border-line bg-surface px-3">
        <span className="font-medium">{title}</span>
        <span className="ml-2 text-ink-3">{isPinned ? "" : "click or Enter pins"}</span>
        {isPinned && (
          <span className="-mr-2 ml-auto flex">
            <CopyButton text={() => window.location.href} label="Copy a link to this range" />
            <IconButton label="Clear the selection" onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      {single ? (
        <SingleFacts source={source} token={range.start} isPinned={isPinned} />
      ) : (
        <RangeFacts tokens={source.tokens} range={range} />
      )}
      <div className="flex flex-col gap-2 px-3 pb-3">
        {children}
        <TokenNotes source={source} range={range} isPinned={isPinned} />
      </div>
    </section>
  );
}

function SingleFacts({
  source,
  token,
  isPinned,
}: {
  readonly source: CardSource;
  readonly token: number;
  readonly isPinned: boolean;
}) {
  const { tokens, nodes, sample, later } = source;
  const text = tokens.texts.at(token);
  const span = spanAt(tokens.columns.spans, token);
  const known = useTokenEvidence(source, token, isPinned);
  const evidence = evidenceFacts(known, tokens.columns.ids[token] ?? -1);
  return (
    <div className="flex flex-col gap-2 p-3">
      <p className="max-h-24 overflow-auto [overflow-wrap:anywhere]">
        {text && (
          <MarkedToken
            text={text}
            state={tokens.columns.states[token] ?? 0}
            changed={tokens.columns.changed[token] === 1}
          />
        )}
      </p>
      {span && <p className="text-ink">{explainToken(span)}</p>}
      {span && <CauseOfToken source={source} span={span} />}
      {span?.state === "realigned" && <CauseLink source={source} turn={span.by_turn} />}
      {span?.state === "realigned" && sample && <HeldTokens source={source} span={span} token={token} />}
      <FactList facts={tokenFacts(tokens, nodes, sample, token, later, evidence)} />
      <HoldingSamples source={source} token={token} isPinned={isPinned} />
    </div>
  );
}
