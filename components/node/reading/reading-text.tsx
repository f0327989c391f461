"use client";

import { type PointerEvent, type RefObject, useMemo, useRef, useState } from "react";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { MarginNotes } from "./margin-notes";
import { writtenText } from "./mask-runs";
import { MOST_PLACES, type ReadingDrawing, textChunks } from "./reading-drawing";
import { markedTokens, pressedToken } from "./selected-tokens";
import { spellingName } from "./spelling-name";
import { TextChunk } from "./text-chunk";
import type { ReadingSelection } from "./use-reading-selection";

/** Tokens of a message that are drawn before the reader asks for the others. */
const MOST_TOKENS = 40_000;

/** A message's tokens as the text that they spell, drawn by state, with the reason of each stretch beside it. */
export function ReadingText({
  drawing,
  selection: { selected, select, press },
  scroller,
}: {
  readonly drawing: ReadingDrawing;
  readonly selection: ReadingSelection;
  readonly scroller: RefObject<HTMLElement | null>;
}) {
  const { tokens } = drawing;
  const [isWhole, setWhole] = useState(false);
  const text = useRef<HTMLParagraphElement>(null);
  const length = tokens.columns.ids.length;
  const most = isWhole ? length : MOST_TOKENS;
  const chunks = useMemo(() => textChunks(tokens, most), [tokens, most]);
  const onPointerUp = (event: PointerEvent): void => {
    if (event.button !== 0 || text.current === null) return;
    const lengthOf = (token: number): number => {
      const written = tokens.texts.at(token);
      return written ? writtenText(written, drawing.changed[token] === 1).length : 0;
    };
    const marked = event.shiftKey ? null : markedTokens(text.current, lengthOf);
    const pressed = marked ? null : pressedToken(event.target, event.clientX, lengthOf);
    if (marked) select(marked);
    else if (pressed !== null) press(pressed, event.shiftKey);
    else return;
    // The marks take its place: drawn over the same text, both would be seen.
    window.getSelection()?.removeAllRanges();
  };
  return (
    <div className="@container flex flex-col gap-3">
      <SpellingLegend drawing={drawing} />
      <div className="grid items-start gap-3 @md:grid-cols-[minmax(0,1fr)_8.5rem] @md:items-stretch">
        <p
          ref={text}
          onPointerUp={onPointerUp}
          className="self-start text-base leading-7 whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {chunks.map(({ start, end }) => (
            <TextChunk
              key={start}
              drawing={drawing}
              start={start}
              end={end}
              selectedFrom={Math.min(end, Math.max(start, selected?.start ?? start))}
              selectedTo={Math.min(end, Math.max(start, selected?.end ?? start))}
              scroller={scroller}
            />
          ))}
          {length > most && (
            <button type="button" className="text-sm underline" onClick={() => setWhole(true)}>
              Show {plural(length - most, "more token")}
            </button>
          )}
        </p>
        <MarginNotes spans={tokens.columns.spans} text={text} onPick={select} />
      </div>
    </div>
  );
}

/** Which other spelling is written into the text, and how the two are told apart. */
function SpellingLegend({ drawing: { spelling } }: { readonly drawing: ReadingDrawing }) {
  if (spelling === null || spelling.places.length === 0) return null;
  const { places, isSampled } = spelling;
  const own = isSampled ? "in this sample" : "as sampled";
  return (
    <p className="text-xs text-ink-2" data-testid="spelling-legend">
      <span aria-hidden className="font-mono">
        ≠
      </span>{" "}
      {plural(places.length, "place")} in other tokens:{" "}
      <span className="token-changed px-0.5 text-ink">{own}</span>,{" "}
      <span className={`spelled-token ${isSampled ? "border-solid!" : ""}`}>{spellingName(spelling)}</span>
      {places.length > MOST_PLACES && `; the first ${formatCount(MOST_PLACES)} are written out`}
    </p>
  );
}
