"use client";

import type { TokenText } from "@/lib/core/view/token-text";
import { formatCount } from "../ui/format";
import type { TokenMatch } from "./find-tokens";
import { type Overlay, overlayClass } from "./overlays";
import { tokenLabel } from "./token-label";
import type { TokenRange } from "./token-range";
import type { SampleTokens } from "./use-sample-tokens";

/** One visual line: the position of its first token, where an answer begins, and the tokens on the grid. */
export function TokenLine({
  top,
  from,
  to,
  widths,
  tokens,
  overlay,
  exact,
  selected,
  match,
}: {
  readonly top: number;
  readonly from: number;
  readonly to: number;
  readonly widths: Uint16Array;
  readonly tokens: SampleTokens;
  readonly overlay: Overlay;
  readonly exact: boolean;
  readonly selected: TokenRange | null;
  readonly match: TokenMatch | null;
}) {
  const { columns, texts, owners } = tokens;
  const shown: number[] = [];
  for (let at = from; at < to; at++) shown.push(at);
  const begins = shown.find((at) => (owners[at] ?? 0) !== 0 && owners[at] !== (owners[at - 1] ?? 0));
  return (
    <div className="absolute inset-x-0 flex h-6 font-mono text-sm leading-6 whitespace-pre" style={{ top }}>
      <span className="w-14 shrink-0 pr-3 text-right text-xs leading-6 text-ink-3 select-none">
        {formatCount(columns.start + from)}
      </span>
      <span
        className="w-8 shrink-0 text-xs leading-6 text-ink-2 select-none"
        title={begins === undefined ? undefined : "A turn’s answer begins here"}
      >
        {begins !== undefined && `t${owners[begins]}`}
      </span>
      {shown.map((at) => (
        <span
          key={at}
          data-at={at}
          className={`inline-block overflow-hidden ${overlayClass(overlay, columns, owners, at)} ${mark(at, selected, match)} ${look(texts[at])}`}
          style={{ width: `${widths[at]}ch` }}
        >
          {texts[at] && tokenLabel(texts[at], exact)}
        </span>
      ))}
    </div>
  );
}

function mark(at: number, selected: TokenRange | null, match: TokenMatch | null): string {
  if (selected && at >= selected.start && at < selected.end) return "token-selected";
  return match && at >= match.start && at < match.end ? "token-found" : "";
}

function look(text: TokenText | undefined): string {
  return text?.kind === "special" ? "token-special" : "";
}
