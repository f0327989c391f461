"use client";

import { Fragment, memo, type RefObject, useEffect, useRef, useState } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import { STATE_WORDS } from "@/components/ui/state-words";
import { plural } from "@/lib/core/base/format-count";
import { type MaskRun, maskRuns } from "./mask-runs";
import { OtherTokens } from "./other-tokens";
import type { ReadingDrawing } from "./reading-drawing";

/** How far out of sight a stretch is readied, in px. */
const AHEAD_PX = 300;
/** Ids that are told of a piece of text. */
const TOLD_IDS = 8;

/**
 * A stretch of a message's text. Token by token it is drawn only near what is in sight: the same text stands in either
 * case, so that nothing moves, and a long message stays a few elements.
 */
export const TextChunk = memo(function TextChunk({
  drawing,
  start,
  end,
  selectedFrom,
  selectedTo,
  scroller,
}: TokenRange & {
  readonly drawing: ReadingDrawing;
  /** The marked tokens of the stretch; equal where none is. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly scroller: RefObject<HTMLElement | null>;
}) {
  const { tokens, changed, cuts, codes, apart } = drawing;
  const own = useRef<HTMLSpanElement>(null);
  const isNear = useIsNear(own, scroller, apart || codes !== null);
  const runs = maskRuns(tokens.columns, tokens.texts, {
    ...{ start, end, changed, cuts },
    apart: apart && isNear,
    codes: isNear ? codes : null,
    selected: selectedTo > selectedFrom ? { start: selectedFrom, end: selectedTo } : null,
  });
  return (
    <span ref={own}>
      {runs.map((run) => (
        <Fragment key={run.from}>
          <OtherTokens drawing={drawing} at={run.from} side="before" />
          <Piece run={run} drawing={drawing} apart={apart && isNear} />
          <OtherTokens drawing={drawing} at={run.to} side="after" />
        </Fragment>
      ))}
    </span>
  );
});

function Piece({
  run,
  drawing: { tokens, looks },
  apart,
}: {
  readonly run: MaskRun;
  readonly drawing: ReadingDrawing;
  readonly apart: boolean;
}) {
  const { from, to, text, state, code, isChanged, isSpecial, isSelected } = run;
  const ids = Array.from(tokens.columns.ids.subarray(from, Math.min(to, from + TOLD_IDS))).join(", ");
  const look = code === null ? `token-${state}` : (looks[code] ?? "");
  const changed = isChanged ? "token-changed px-0.5 font-mono text-sm" : "";
  const special = isSpecial ? "rounded-xs border border-line-strong font-mono text-xs" : "";
  const cut = apart && !isChanged && !isSpecial ? "token-cut" : "";
  return (
    <span
      data-from={from}
      data-to={to}
      data-state={state}
      data-changed={isChanged || undefined}
      data-selected={isSelected || undefined}
      className={`${look} ${changed} ${special} ${cut} ${isSelected ? "token-marked" : ""}`}
      title={`${STATE_WORDS[state].label}${to - from <= TOLD_IDS ? `, id ${ids}` : `, ${plural(to - from, "token")}`}`}
    >
      {text}
    </span>
  );
}

/** Whether a stretch is in sight or nearly so; looked at only where it makes a difference. */
function useIsNear(
  own: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  matters: boolean,
): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!matters || !own.current) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: `${AHEAD_PX}px 0px`,
    });
    observer.observe(own.current);
    return () => observer.disconnect();
  }, [own, scroller, matters]);
  return matters && isNear;
}
