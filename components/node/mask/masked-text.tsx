"use client";

import { useMemo, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { CopyMask } from "./copy-mask";
import { type MaskRun, maskRuns } from "./mask-runs";

const { tb } = VIEW_PARAMS;
const PARAMS = { tb };

/** Tokens drawn at once: as runs they are few elements, one by one they are as many as there are tokens. */
const MOST = { flowing: 40_000, apart: 1_000 } as const;
/** Reasons listed beside the text before the rest is counted. */
const MOST_REASONS = 12;

/** A message's tokens as the text that they spell, drawn by state, with the reason of each stretch beside it. */
export function MaskedText({
  columns,
  pieces,
}: {
  readonly columns: TokenColumns;
  readonly pieces: PieceReader;
}) {
  const [{ tb: apart }, setParams] = useQueryParams(PARAMS);
  const [isWhole, setWhole] = useState(false);
  const texts = useMemo(() => new TokenTexts(columns.ids, pieces), [columns, pieces]);
  const most = isWhole ? columns.ids.length : apart ? MOST.apart : MOST.flowing;
  const runs = useMemo(() => maskRuns(columns, texts, { apart, most }), [columns, texts, apart, most]);
  const left = columns.ids.length - Math.min(most, columns.ids.length);
  return (
    <section aria-label="Text by mask" data-testid="mask">
      <div className="mb-2 flex items-center gap-2 text-xs text-ink-2">
        <button
          type="button"
          aria-pressed={apart}
          title="Draw lines between tokens (b)"
          onClick={() => setParams({ tb: !apart })}
          className="rounded-md border border-line px-1.5 py-0.5 hover:bg-raised aria-pressed:border-ink aria-pressed:bg-raised"
        >
          boundaries
        </button>
        <CopyMask columns={columns} texts={texts} />
      </div>
      <div className="@container">
        <div className="grid gap-3 @md:grid-cols-[minmax(0,1fr)_8.5rem]">
          <p className="text-base leading-7 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {runs.map((run) => (
              <Run key={run.from} run={run} ids={columns.ids} apart={apart} />
            ))}
            {left > 0 && (
              <button type="button" className="text-sm underline" onClick={() => setWhole(true)}>
                Show {plural(left, "more token")}
              </button>
            )}
          </p>
          <Reasons columns={columns} />
        </div>
      </div>
    </section>
  );
}

function Run({
  run,
  ids,
  apart,
}: {
  readonly run: MaskRun;
  readonly ids: Int32Array;
  readonly apart: boolean;
}) {
  const { from, to, text, state, isChanged, isSpecial } = run;
  const told = Array.from(ids.subarray(from, Math.min(to, from + 8))).join(", ");
  const marked = isChanged ? "token-changed px-0.5 font-mono text-sm" : "";
  const special = isSpecial ? "rounded-xs border border-line-strong font-mono text-xs" : "";
  return (
    <span
      data-state={state}
      data-changed={isChanged || undefined}
      className={`token-${state} ${marked} ${special} ${apart ? "border-r border-ink-3" : ""}`}
      title={`${STATE_WORDS[state].label}${to - from <= 8 ? `, id ${told}` : `, ${plural(to - from, "token")}`}`}
    >
      {text}
    </span>
  );
}

/** Why each stretch trains or not, in the order of the text. */
function Reasons({ columns: { spans } }: { readonly columns: TokenColumns }) {
  const shown = spans.slice(0, MOST_REASONS);
  return (
    <ul className="flex flex-col gap-2 text-xs text-ink-2 @md:border-l @md:border-line @md:pl-2.5">
      {shown.map((span) => (
        <li key={span.start}>
          <span aria-hidden className="font-mono">
            {STATE_WORDS[span.state].glyph}
          </span>{" "}
          <b className="font-medium text-ink">
            {plural(span.length, "token")}, {STATE_WORDS[span.state].label}
          </b>
          . {explainToken(span)}
        </li>
      ))}
      {spans.length > shown.length && (
        <li className="text-ink-3">
          {formatCount(spans.length - shown.length)} more stretches, listed in Tokens.
        </li>
      )}
    </ul>
  );
}
