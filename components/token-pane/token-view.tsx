"use client";

import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import type { TokenRange } from "@/components/marks/token-range";
import type { CardSource } from "@/components/token-pane/card/card-source";
import { TokenCard } from "@/components/token-pane/card/token-card";
import { tokenWords } from "@/components/token-pane/card/token-facts";
import { nextRun } from "@/components/token-pane/find/next-run";
import { useFind } from "@/components/token-pane/find/use-find";
import { DRAWING_PARAMS } from "@/components/token-pane/layout/drawing-params";
import { useTokenGrid } from "@/components/token-pane/layout/use-token-grid";
import type { TokenDrawing } from "@/components/token-pane/lines/token-drawing";
import { TokenLines } from "@/components/token-pane/lines/token-lines";
import type { TokenMark } from "@/components/token-pane/lines/token-marks";
import { Minimap } from "@/components/token-pane/overlay/minimap";
import { OverlayLegend } from "@/components/token-pane/overlay/overlay-legend";
import { isShown } from "@/components/token-pane/reads/overlay-codes";
import { weightMarks } from "@/components/token-pane/reads/weight-marks";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { TokenToolbar } from "./token-toolbar";
import { useCopyTokens } from "./use-copy-tokens";
import { useDrawing } from "./use-drawing";
import { useLossSteps } from "./use-loss-steps";
import { useTokenSelection } from "./use-token-selection";

/** The tokens of a sample with everything around them: colours, find, card, minimap, legend. */
export function TokenView({
  source,
  aloneHref,
}: {
  readonly source: CardSource;
  /** Where the sample stands by itself; null on that page, where the text has the focus from the start. */
  readonly aloneHref: string | null;
}) {
  const { tokens } = source;
  const scroller = useRef<HTMLElement>(null);
  const grid = useTokenGrid(scroller);
  const drawing = useDrawing(source, grid);
  const { layout, codes, steps } = drawing;
  const selection = useTokenSelection({ length: tokens.columns.ids.length, layout, grid, scroller });
  const { selected, hover, caret } = selection;
  const find = useFind(tokens, (match) => {
    selection.select(match);
    selection.go({ token: match.start, align: "center" });
  });
  useCopyTokens(tokens, selected);
  useFirstFocus(scroller, aloneHref === null);
  const losses = useLossSteps(tokens.columns, selection);
  const stepToLook = (code: number): void => {
    const run = nextRun(codes, code, selected?.start ?? caret);
    if (!run) return;
    selection.select(run);
    selection.go({ token: run.start, align: "center" });
  };
  const [{ ov }] = useQueryParams(DRAWING_PARAMS);
  const weights = useMemo(
    () => weightMarks(tokens, source.model.view.turns).map((range) => ({ range, look: "token-weights" })),
    [tokens, source.model.view.turns],
  );
  const shown = selected ?? oneToken(hover) ?? oneToken(caret);
  return (
    <div
      className="@container flex h-full flex-col border-t border-line bg-surface"
      data-testid="token-pane"
      aria-busy={!tokens.isWhole}
    >
      <TokenToolbar length={source.sample?.length ?? 0} losses={losses} find={find} aloneHref={aloneHref} />
      <div className="relative flex min-h-0 flex-1">
        <ScrollRegion
          ref={scroller}
          role="application"
          aria-roledescription="token text"
          aria-label="Tokens of the sample"
          data-testid="token-lines"
          data-pane-focus
          className="min-w-0 flex-1"
          {...selection.pointer}
        >
          {grid && (
            <TokenLines
              drawing={drawing}
              grid={grid}
              scroller={scroller}
              opensAt={selected?.start ?? 0}
              goTo={selection.goal}
              marks={[...weights, ...marksOf(selected, find.match, hover, caret)]}
              matches={find.matches}
            />
          )}
        </ScrollRegion>
        <Minimap layout={layout} codes={codes} steps={steps} matches={find.matches} scroller={scroller} />
        <SideCard
          source={source}
          range={shown}
          isPinned={selected !== null}
          onClose={() => selection.select(null)}
        />
      </div>
      <OverlayLegend
        overlay={ov}
        codes={codes}
        isKnown={isShown(ov, source.later)}
        isWhole={tokens.isWhole}
        onStep={stepToLook}
      />
      <Announced source={source} drawing={drawing} caret={caret} />
    </div>
  );
}

/** Gives the text the focus where the page has nothing else to read, so that its keys work at once. */
function useFirstFocus(scroller: RefObject<HTMLElement | null>, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted && document.activeElement === document.body)
      scroller.current?.focus({ preventScroll: true });
  }, [scroller, isWanted]);
}

/** Beside the text where there is room; on a narrow pane only what is pinned, over its lower part. */
function SideCard({
  source,
  range,
  isPinned,
  onClose,
}: {
  readonly source: CardSource;
  readonly range: TokenRange | null;
  readonly isPinned: boolean;
  readonly onClose: () => void;
}) {
  return (
    <aside
      aria-label="Facts of a token"
      className={`overflow-auto border-line bg-surface @4xl:w-76 @4xl:shrink-0 @4xl:border-l ${
        isPinned
          ? "@max-4xl:fixed @max-4xl:inset-x-0 @max-4xl:bottom-0 @max-4xl:z-30 @max-4xl:max-h-3/4 @max-4xl:border-t @max-4xl:shadow-[var(--shadow-raised)]"
          : "@max-4xl:hidden"
      }`}
    >
      {range ? (
        <TokenCard source={source} subject={{ range, isPinned }} onClose={onClose} />
      ) : (
        <p className="p-3 text-xs text-ink-3">
          Point at a token, or walk with the arrow keys, to see everything known about it. A click or Enter
          pins it; a drag or Shift with the arrows selects a range.
        </p>
      )}
    </aside>
  );
}

/** Tells a screen reader which token the keyboard is on, once it rests. */
function Announced({
  source,
  drawing,
  caret,
}: {
  readonly source: CardSource;
  readonly drawing: TokenDrawing;
  readonly caret: number | null;
}) {
  const { labels, index } = drawing.layout;
  return (
    <p aria-live="polite" className="sr-only">
      {caret !== null && tokenWords(source.tokens, labels[index[caret] ?? -1] ?? "", caret)}
    </p>
  );
}

function oneToken(token: number | null): TokenRange | null {
  return token === null ? null : { start: token, end: token + 1 };
}

function marksOf(
  selected: TokenRange | null,
  match: TokenRange | null,
  hover: number | null,
  caret: number | null,
): readonly TokenMark[] {
  const mark = (range: TokenRange | null, look: string): readonly TokenMark[] =>
    range ? [{ range, look }] : [];
  return [
    ...mark(oneToken(hover), "token-hover"),
    ...mark(selected, "token-selected"),
    ...mark(match, "token-found"),
    ...mark(oneToken(caret), "token-caret"),
  ];
}
