"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { NODE_KEYS } from "@/components/node/node-keys";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import { TokenCard } from "@/components/token-pane/card/token-card";
import { TokenList } from "@/components/token-pane/lines/token-list";
import { OverlayLegend } from "@/components/token-pane/overlay/overlay-legend";
import { isShown } from "@/components/token-pane/reads/overlay-codes";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import type { NodeView } from "@/lib/core/view/session-view";
import { OtherSpellingOfToken } from "./other-spelling-of-token";
import { readingLosses } from "./reading-drawing";
import { ReadingText } from "./reading-text";
import { ReadingToolbar } from "./reading-toolbar";
import { useReading } from "./use-reading";
import { useReadingKeys } from "./use-reading-keys";
import { useReadingSelection } from "./use-reading-selection";

const { tab, ov } = VIEW_PARAMS;
const PARAMS = { tab, ov };

/**
 * A message's tokens in one view: as flowing text, with their boundaries, or each with its figures. What is marked is
 * one thing in all of them, and its card says everything that is known of it.
 */
export function ReadingView({
  choice,
  node,
  model,
  data,
  children,
}: {
  readonly choice: NodeChoice;
  readonly node: NodeView;
  readonly model: SessionModel;
  readonly data: { readonly columns: TokenColumns; readonly pieces: PieceReader };
  /** Stands below the text. */
  readonly children: ReactNode;
}) {
  const [{ tab, ov }, setState] = useQueryParams(PARAMS);
  const [isInUse, setInUse] = useState(false);
  const scroller = useRef<HTMLElement>(null);
  const { drawing, source } = useReading(choice, model, node, data);
  const { tokens, changed, codes } = drawing;
  const selection = useReadingSelection(tokens, isInUse);
  const losses = useMemo(() => readingLosses(tokens, changed), [tokens, changed]);
  const walk = useReadingKeys(tokens, losses, selection);
  const isList = tab === "tokens";
  usePaneShortcuts("node", NODE_KEYS, {
    "node.each-token": () => setState({ tab: isList ? "text" : "tokens" }),
  });
  const { selected } = selection;
  const first = selected?.start ?? null;
  useEffect(() => {
    if (first === null) return;
    scroller.current?.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest" });
  }, [first]);
  // With a sample open its pane tells of the marked tokens, unless it stands behind this one.
  const isTold = useIsNarrow() || choice.sample === null;
  return (
    <section
      aria-label="Text by mask"
      data-testid="mask"
      className="flex h-full flex-col"
      onFocus={({ target }) => setInUse(target.matches("[data-reading], [data-testid=tokens]"))}
      onBlur={() => setInUse(false)}
    >
      <ReadingToolbar tokens={tokens} losses={walk} selected={selected} />
      <div className="min-h-0 flex-1">
        {isList ? (
          <TokenList
            columns={tokens.columns}
            texts={tokens.texts}
            changed={changed}
            selected={selected}
            onPress={selection.press}
          />
        ) : (
          <ScrollRegion ref={scroller} aria-label="Text of the message" data-reading className="p-4">
            <ReadingText drawing={drawing} selection={selection} scroller={scroller} />
            {children}
          </ScrollRegion>
        )}
      </div>
      {!isList && codes !== null && (
        <OverlayLegend overlay={ov} codes={codes} isKnown={isShown(ov, source.later)} isWhole />
      )}
      {isTold && selected !== null && (
        <div className="max-h-[45%] shrink-0 overflow-auto border-t border-line-strong bg-surface">
          <TokenCard
            source={source}
            subject={{ range: selected, isPinned: true }}
            onClose={() => selection.select(null)}
          >
            <OtherSpellingOfToken drawing={drawing} range={selected} />
          </TokenCard>
        </div>
      )}
    </section>
  );
}
