"use client";

import { type ReactNode, useMemo } from "react";
import { tokenLabel } from "@/components/marks/token-label";
import { pieceReader } from "@/components/reads/piece-reader";
import { plural } from "@/lib/core/base/format-count";
import type { ThreeWay } from "@/lib/core/diff/three-way";
import type { DiffRun } from "@/lib/core/diff/token-diff";
import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { PieceReader, TokenText } from "@/lib/core/tokens/token-text";
import { tokenTexts } from "@/lib/core/tokens/token-texts";
import { messageFields } from "./message-fields";
import { TextChange } from "./text-change";

/** One answer in three spellings: what the model sampled, what the client sent back, what the template wrote. */
export function ThreeWayView({
  spellings,
  pieces,
}: {
  readonly spellings: ThreeWay;
  readonly pieces: TokenPieces;
}) {
  const reader = useMemo(() => pieceReader(pieces), [pieces]);
  const { turn, by_turn, held, echoed, tokens, rendered, tolerances } = spellings;
  const fields = messageFields(held, echoed);
  return (
    <section className="@container" data-testid="three-way">
      <h2 className="mb-2 text-sm font-medium">Turn {turn}'s answer in three spellings</h2>
      <div className="grid grid-cols-1 gap-3 @3xl:grid-cols-3">
        <Spelling title="Sampled by the model" note={`turn ${turn}, ${plural(tokens.a_length, "token")}`}>
          <AlignedTokens runs={tokens.runs} side="a" reader={reader} />
        </Spelling>
        <Spelling
          title="Echoed by the client"
          note={
            tolerances.length > 0
              ? `in turn ${by_turn}; forgiven: ${tolerances.join(", ")}`
              : `in turn ${by_turn}`
          }
        >
          <div className="flex flex-col gap-2">
            {fields.map(({ name, a, b }) => (
              <div key={name}>
                <h4 className="mb-1 font-sans text-xs text-ink-3">{name}</h4>
                {b === "" ? (
                  <p className="diff-a inline rounded-xs text-sm text-ink">left out</p>
                ) : (
                  <TextChange held={a} found={b} side="both" />
                )}
              </div>
            ))}
            {fields.length === 0 && <p className="text-sm text-ink-3">an empty message</p>}
          </div>
        </Spelling>
        <Spelling
          title="Rendered by the template"
          note={
            rendered === "sent"
              ? `sent with turn ${by_turn}, ${plural(tokens.b_length, "token")}`
              : `not sent: turn ${by_turn} was grafted; ${plural(tokens.b_length, "token")}`
          }
        >
          <AlignedTokens runs={tokens.runs} side="b" reader={reader} />
        </Spelling>
      </div>
    </section>
  );
}

function Spelling({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border border-line bg-surface">
      <h3 className="border-b border-line bg-raised px-3 py-1.5 text-xs text-ink-2">
        <span className="font-medium text-ink">{title}</span> · {note}
      </h3>
      <div className="p-3">{children}</div>
    </div>
  );
}

/** One side of aligned tokens as running text: what it alone holds marked, long equal stretches counted. */
function AlignedTokens({
  runs,
  side,
  reader,
}: {
  readonly runs: readonly DiffRun[];
  readonly side: "a" | "b";
  readonly reader: PieceReader;
}) {
  return (
    <p className="font-mono text-sm leading-6 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
      {runs.map((run) => {
        if (run.equal) {
          const folded = run.length - run.head.length - run.tail.length;
          return (
            <span key={`${run.a}-${run.b}`}>
              <Pieces ids={run.head} reader={reader} />
              {folded > 0 && (
                <span className="font-sans text-xs text-ink-3"> … {plural(folded, "token")} … </span>
              )}
              <Pieces ids={run.tail} reader={reader} />
            </span>
          );
        }
        const [ids, length] = side === "a" ? [run.a_ids, run.a_length] : [run.b_ids, run.b_length];
        if (isSameText(run, reader)) {
          return <FramedTokens key={`${run.a}-${run.b}`} ids={ids} side={side} reader={reader} />;
        }
        return (
          <span key={`${run.a}-${run.b}`}>
            <Pieces ids={ids} reader={reader} look={`diff-${side} text-ink`} />
            {length > ids.length && (
              <span className="font-sans text-xs text-ink-3">
                {" "}
                … {plural(length - ids.length, "more token")}{" "}
              </span>
            )}
            {length === 0 && (
              <span title="nothing stands here" className="mx-px font-sans text-ink-3">
                ∅
              </span>
            )}
          </span>
        );
      })}
    </p>
  );
}

/** Whether only the tokens differ, so that the text of both sides reads the same. */
function isSameText(run: Extract<DiffRun, { equal: false }>, reader: PieceReader): boolean {
  const isWhole = run.a_ids.length === run.a_length && run.b_ids.length === run.b_length;
  const text = (ids: readonly number[]): string =>
    tokenTexts(Int32Array.from(ids), reader).map(pieceLabel).join("");
  return isWhole && run.a_length > 0 && run.b_length > 0 && text(run.a_ids) === text(run.b_ids);
}

/** Tokens that differ where their text does not: each in a frame over its id. */
function FramedTokens({
  ids,
  side,
  reader,
}: {
  readonly ids: readonly number[];
  readonly side: "a" | "b";
  readonly reader: PieceReader;
}) {
  const tokens = tokenTexts(Int32Array.from(ids), reader).map((text, at) => ({ text, at, id: ids[at] }));
  return (
    <span
      className="inline-flex flex-wrap gap-x-1.5 align-top"
      title="the same text in other tokens"
      data-same-text
    >
      {tokens.map(({ text, at, id }) => (
        <span key={at} className="inline-flex flex-col items-center leading-5">
          <span className={`diff-${side} rounded-xs border border-line-strong px-px text-ink`}>
            {pieceLabel(text) || "∅"}
          </span>
          <span className="text-xs text-ink-3">{id}</span>
        </span>
      ))}
    </span>
  );
}

function Pieces({
  ids,
  reader,
  look = "",
}: {
  readonly ids: readonly number[];
  readonly reader: PieceReader;
  readonly look?: string;
}) {
  const texts = tokenTexts(Int32Array.from(ids), reader).map((text, at) => ({ text, at }));
  return texts.map(({ text, at }) => (
    <span
      key={at}
      title={`id ${ids[at]}`}
      className={`mr-px rounded-xs ${look} ${text.kind === "special" ? "token-special" : ""}`}
    >
      {pieceLabel(text)}
    </span>
  ));
}

/** White space drawn, and a line break kept as one. */
function pieceLabel(text: TokenText): string {
  return tokenLabel(text, "exact").replaceAll("⏎", "⏎\n");
}
