"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { TokenRange } from "@/components/marks/token-range";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { marginTops } from "./margin-tops";

/** Reasons that stand in the margin before the rest is counted. */
const MOST_NOTES = 40;
const GAP_PX = 8;

/** Why each stretch trains or not, beside where it begins; below the text where there is no room beside it. */
export function MarginNotes({
  spans,
  text,
  onPick,
}: {
  readonly spans: readonly TokenSpan[];
  readonly text: RefObject<HTMLElement | null>;
  /** Selects the tokens of a stretch. */
  readonly onPick: (range: TokenRange) => void;
}) {
  const shown = spans.slice(0, MOST_NOTES);
  const more = spans.length - shown.length;
  const list = useRef<HTMLUListElement>(null);
  const { tops, height } = useMarginTops(shown, text, list);
  return (
    <ul
      ref={list}
      aria-label="Why each stretch trains or not"
      className="relative flex flex-col gap-2 text-xs text-ink-2 @md:border-l @md:border-line"
      style={{ minHeight: height }}
    >
      {shown.map((span, at) => (
        <li key={span.start} className="@md:absolute @md:inset-x-0 @md:pl-2" style={{ top: tops[at] }}>
          <button
            type="button"
            title="Select these tokens"
            onClick={() => onPick({ start: span.start, end: span.start + span.length })}
            className="rounded-sm text-left hover:bg-raised"
          >
            <span aria-hidden className="font-mono">
              {STATE_WORDS[span.state].glyph}
            </span>{" "}
            <b className="font-medium text-ink">
              {plural(span.length, "token")}, {STATE_WORDS[span.state].label}
            </b>
            . {explainToken(span)}
          </button>
        </li>
      ))}
      {more > 0 && (
        <li className="@md:absolute @md:pl-2" style={{ top: tops[shown.length] }}>
          {formatCount(more)} more stretches, listed under “Each token”.
        </li>
      )}
    </ul>
  );
}

/** Measures where the stretches begin and how high the notes are, again when the text is laid out anew. */
function useMarginTops(
  spans: readonly TokenSpan[],
  text: RefObject<HTMLElement | null>,
  list: RefObject<HTMLUListElement | null>,
) {
  const [placed, setPlaced] = useState<{ readonly tops: readonly number[]; readonly height: number }>({
    tops: [],
    height: 0,
  });
  useLayoutEffect(() => {
    const [written, notes] = [text.current, list.current];
    if (!written || !notes) return;
    const place = (): void => {
      const top = written.getBoundingClientRect().top;
      const items = Array.from(notes.children);
      const isBeside = items[0] !== undefined && getComputedStyle(items[0]).position === "absolute";
      const wanted = items.map((_, at) => {
        const piece = written.querySelector(`[data-from="${spans[at]?.start ?? -1}"]`);
        return piece?.getClientRects()[0]?.top ?? top;
      });
      const heights = items.map((item) => item.getBoundingClientRect().height);
      const tops = marginTops(
        wanted.map((place) => place - top),
        heights,
        GAP_PX,
      );
      const height = isBeside ? (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0) : 0;
      setPlaced((known) =>
        known.height === height && sameList(known.tops, tops) ? known : { tops, height },
      );
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(written);
    return () => observer.disconnect();
  }, [spans, text, list]);
  return placed;
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
