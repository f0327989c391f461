"use client";

import { useState } from "react";
import { countStates, countWords } from "@/components/ui/count-words";
import { FoldButton } from "@/components/ui/fold-button";
import { plural } from "@/lib/core/base/format-count";
import type { StateRun } from "@/lib/core/compare/state-diff";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { SideBadge } from "./side-badge";
import { StateStretch } from "./state-stretch";

/** Equal tokens shown at each end of a fold; fewer than three times as many are not folded. */
const CONTEXT_TOKENS = 12;

/** A stretch of two messages: once where tokens and states are equal, else both sides beside each other. */
export function StateRunView({
  run,
  a,
  b,
  reader,
}: {
  readonly run: StateRun;
  readonly a: TokenColumns;
  readonly b: TokenColumns;
  readonly reader: PieceReader;
}) {
  if (run.kind === "same") return <SameRun run={run} columns={a} reader={reader} />;
  const [inA, inB] = run.kind === "tokens" ? [run.a_length, run.b_length] : [run.length, run.length];
  const isOther = run.kind === "tokens";
  return (
    <div
      data-testid={isOther ? "difference" : "other-states"}
      className="grid grid-cols-1 border-t border-line first:border-0 @2xl:grid-cols-2"
    >
      <RunSide name="A" columns={a} from={run.a} to={run.a + inA} isOther={isOther} reader={reader} />
      <div className="border-line @max-2xl:border-t @2xl:border-l">
        <RunSide name="B" columns={b} from={run.b} to={run.b + inB} isOther={isOther} reader={reader} />
      </div>
    </div>
  );
}

function RunSide({
  name,
  columns,
  from,
  to,
  isOther,
  reader,
}: {
  readonly name: "A" | "B";
  readonly columns: TokenColumns;
  readonly from: number;
  readonly to: number;
  /** Whether the other side has other tokens here. */
  readonly isOther: boolean;
  readonly reader: PieceReader;
}) {
  const states = countWords(countStates(columns.states.subarray(from, to)));
  return (
    <div className="flex flex-col gap-1.5 px-3 py-2" data-testid={`run-${name.toLowerCase()}`}>
      <p className="flex items-center gap-2 text-xs text-ink-2">
        <SideBadge name={name} />
        {to === from ? (
          "nothing here"
        ) : (
          <span>
            {isOther && `${name === "A" ? "−" : "+"} ${plural(to - from, "token")} only here: `}
            {states}
          </span>
        )}
      </p>
      {to > from && <StateStretch columns={columns} from={from} to={to} reader={reader} />}
    </div>
  );
}

function SameRun({
  run,
  columns,
  reader,
}: {
  readonly run: Extract<StateRun, { readonly kind: "same" | "states" }>;
  readonly columns: TokenColumns;
  readonly reader: PieceReader;
}) {
  const [isOpen, setOpen] = useState(false);
  const end = run.a + run.length;
  const isFolded = run.length > 3 * CONTEXT_TOKENS;
  const [from, to] = isFolded ? [run.a + CONTEXT_TOKENS, end - CONTEXT_TOKENS] : [run.a, end];
  const stretch = (first: number, last: number) => (
    <StateStretch columns={columns} from={first} to={last} reader={reader} />
  );
  return (
    <div
      data-testid="equal"
      className="flex flex-col gap-1 border-t border-line bg-page px-3 py-2 first:border-0"
    >
      {isFolded && stretch(run.a, from)}
      {isFolded && (
        <FoldButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
          {plural(to - from, "token")} equal on both sides:{" "}
          {countWords(countStates(columns.states.subarray(from, to)))}
        </FoldButton>
      )}
      {(isOpen || !isFolded) && stretch(from, to)}
      {isFolded && stretch(to, end)}
    </div>
  );
}
