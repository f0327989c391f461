"use client";

import { useMemo } from "react";
import { pieceReader } from "@/components/reads/piece-reader";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { DiffRun, TokenDiff } from "@/lib/core/diff/token-diff";
import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { type DiffMark, DiffTokens } from "./diff-tokens";
import { FoldedTokens, type TokenSide } from "./folded-tokens";

interface Drawing {
  readonly a: TokenSide;
  readonly b: TokenSide;
  readonly goesOn: boolean;
  readonly reader: PieceReader;
  readonly bytes: boolean;
}

/** Two token sequences: what both hold folded to lines, what differs side by side, then how each goes on. */
export function TokenDiffView({
  tokens,
  pieces,
  a,
  b,
  goesOn = false,
  bytes,
}: {
  readonly tokens: TokenDiff;
  readonly pieces: TokenPieces;
  readonly a: TokenSide;
  readonly b: TokenSide;
  /** What stands at the end of the right side alone is new, and no difference. */
  readonly goesOn?: boolean;
  readonly bytes: boolean;
}) {
  const reader = useMemo(() => pieceReader(pieces), [pieces]);
  const drawing = { a, b, goesOn, reader, bytes };
  return (
    <div className="@container" data-testid="token-diff">
      <div className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface">
        <div className="grid grid-cols-1 border-b border-line bg-raised text-xs font-medium text-ink-2 @2xl:grid-cols-2">
          <h3 className="px-3 py-2">
            <Legend mark="a" /> {a.title}
          </h3>
          <h3 className="border-line px-3 py-2 @max-2xl:border-t @2xl:border-l">
            <Legend mark="b" /> {b.title}
          </h3>
        </div>
        {tokens.runs.map((run, at) => (
          <Run key={`${run.a}-${run.b}`} run={run} isLast={at === tokens.runs.length - 1} drawing={drawing} />
        ))}
        {tokens.runs.length === 0 && <p className="p-3 text-sm text-ink-2">Neither side holds a token.</p>}
      </div>
    </div>
  );
}

function Legend({ mark }: { readonly mark: "a" | "b" }) {
  return (
    <span aria-hidden className={`diff-${mark} mr-1 rounded-xs px-1 font-mono text-ink`}>
      {mark === "a" ? "−" : "+"}
    </span>
  );
}

function Run({
  run,
  isLast,
  drawing,
}: {
  readonly run: DiffRun;
  readonly isLast: boolean;
  readonly drawing: Drawing;
}) {
  if (run.equal) return <EqualRun run={run} drawing={drawing} />;
  const { a, b } = drawing;
  const isNew = drawing.goesOn && isLast && run.a_length === 0;
  return (
    <div
      data-testid={isNew ? "new-tokens" : "difference"}
      className="grid grid-cols-1 border-t border-line first:border-0 @2xl:grid-cols-2"
    >
      <DifferentSide side={a} from={run.a} ids={run.a_ids} length={run.a_length} mark="a" drawing={drawing} />
      <div className="border-line @max-2xl:border-t @2xl:border-l">
        <DifferentSide
          side={b}
          from={run.b}
          ids={run.b_ids}
          length={run.b_length}
          mark={isNew ? null : "b"}
          drawing={drawing}
        />
      </div>
    </div>
  );
}

function EqualRun({
  run,
  drawing,
}: {
  readonly run: Extract<DiffRun, { equal: true }>;
  readonly drawing: Drawing;
}) {
  const { a, reader, bytes } = drawing;
  const folded = run.length - run.head.length - run.tail.length;
  // The first stretch matters for its end, where the two are about to part.
  const head = run.a === 0 && folded > 0 ? [] : run.head;
  const from = run.a + head.length;
  const to = run.a + run.length - run.tail.length;
  const shared = { reader, bytes, mark: null, marks: a.marks } as const;
  return (
    <div
      data-testid="equal"
      className="flex flex-col gap-1 border-t border-line bg-page px-3 py-2 first:border-0"
    >
      {head.length > 0 && <DiffTokens ids={head} start={a.offset + run.a} {...shared} />}
      {to > from && (
        <FoldedTokens
          side={a}
          from={from}
          to={to}
          bytes={bytes}
          mark={null}
          label={plural(to - from, "equal token")}
        />
      )}
      {run.tail.length > 0 && <DiffTokens ids={run.tail} start={a.offset + to} {...shared} />}
    </div>
  );
}

function DifferentSide({
  side,
  from,
  ids,
  length,
  mark,
  drawing: { reader, bytes },
}: {
  readonly side: TokenSide;
  readonly from: number;
  readonly ids: readonly number[];
  readonly length: number;
  readonly mark: DiffMark;
  readonly drawing: Drawing;
}) {
  const shown = from + ids.length;
  return (
    <div className="flex flex-col gap-1 px-3 py-2">
      <p className="text-xs text-ink-3">{sideWords(length, mark)}</p>
      {ids.length > 0 && (
        <DiffTokens
          ids={ids}
          start={side.offset + from}
          reader={reader}
          bytes={bytes}
          mark={mark}
          marks={side.marks}
        />
      )}
      {from + length > shown && (
        <FoldedTokens
          side={side}
          from={shown}
          to={from + length}
          bytes={bytes}
          mark={mark}
          label={`${formatCount(from + length - shown)} more`}
        />
      )}
    </div>
  );
}

function sideWords(length: number, mark: DiffMark): string {
  if (length === 0) return "nothing here";
  if (mark === null) return `${plural(length, "token")} of new messages`;
  return mark === "a" ? `− ${plural(length, "token")} only here` : `+ ${plural(length, "token")} only here`;
}
