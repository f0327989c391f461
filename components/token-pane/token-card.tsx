"use client";

import { X } from "lucide-react";
import { TOKEN_STATES } from "@/lib/core/token-state";
import { explainToken } from "@/lib/core/view/explain-token";
import { TokenPiece } from "../tokens/token-piece";
import { CopyButton } from "../ui/copy-button";
import { formatCount, plural } from "../ui/format";
import { IconButton } from "../ui/icon-button";
import { STATE_WORDS } from "../ui/state-words";
import { rangeFigures } from "./range-figures";
import { tokenLabel } from "./token-label";
import type { TokenRange } from "./token-range";
import type { SampleTokens } from "./use-sample-tokens";

/** Everything known about the selected token, or the sums over several. */
export function TokenCard({
  tokens,
  selected,
  onClose,
}: {
  readonly tokens: SampleTokens;
  readonly selected: TokenRange | null;
  readonly onClose: () => void;
}) {
  if (!selected || selected.start >= tokens.columns.ids.length) return null;
  const single = selected.end - selected.start === 1;
  return (
    <aside
      aria-label="Selected tokens"
      className="w-80 shrink-0 overflow-auto border-l border-line text-xs max-md:w-48"
    >
      <div className="flex items-center border-b border-line px-3 py-1">
        <span className="font-medium">
          {single ? `Token ${formatCount(selected.start)}` : `Tokens ${selected.start}–${selected.end - 1}`}
        </span>
        <span className="ml-auto flex">
          <CopyButton text={() => rangeText(tokens, selected)} label="Copy the text" />
          <CopyButton text={() => rangeIds(tokens, selected)} label="Copy the ids" />
          <IconButton label="Clear the selection" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </span>
      </div>
      {single ? (
        <SingleFacts tokens={tokens} at={selected.start} />
      ) : (
        <RangeFacts tokens={tokens} range={selected} />
      )}
    </aside>
  );
}

function SingleFacts({ tokens, at }: { readonly tokens: SampleTokens; readonly at: number }) {
  const { columns, texts, owners } = tokens;
  const state = TOKEN_STATES[columns.states[at] ?? 0] ?? "context";
  const span = columns.spans.find(({ start, length }) => at >= start && at < start + length);
  const logProb = columns.logProbs[at] ?? Number.NaN;
  const sampled = columns.sampled[at] === 1;
  const recorded = sampled && !Number.isNaN(logProb);
  const facts: readonly (readonly [string, string])[] = [
    ["id", String(columns.ids[at])],
    ["state", `${STATE_WORDS[state].glyph} ${STATE_WORDS[state].label}`],
    ["turn", owners[at] ? String(owners[at]) : "none: from a prompt"],
    ["log-prob", recorded ? `${logProb} nats` : sampled ? "not recorded" : "not sampled"],
    ["probability", recorded ? Math.exp(logProb).toPrecision(4) : sampled ? "not recorded" : "not sampled"],
    ["in the sample", formatCount(columns.start + at)],
  ];
  return (
    <div className="flex flex-col gap-2 p-3">
      {texts[at] && <TokenPiece text={texts[at]} state={columns.states[at] ?? 0} />}
      {span && <p className="text-ink">{explainToken(span)}</p>}
      <Facts facts={facts} />
    </div>
  );
}

function RangeFacts({ tokens, range }: { readonly tokens: SampleTokens; readonly range: TokenRange }) {
  const figures = rangeFigures(tokens.columns, range);
  const none = "not recorded";
  return (
    <div className="p-3">
      <Facts
        facts={[
          ["tokens", formatCount(figures.tokens)],
          ["trained", formatCount(figures.trained)],
          ["with a log-prob", plural(figures.withLogProb, "token")],
          ["sum of log-probs", figures.withLogProb > 0 ? `${figures.logProbSum.toFixed(4)} nats` : none],
          ["mean probability", figures.meanProbability?.toPrecision(4) ?? none],
        ]}
      />
    </div>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="text-right font-mono text-ink [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function rangeText({ texts }: SampleTokens, { start, end }: TokenRange): string {
  return texts
    .slice(start, end)
    .map((text) => (text.kind === "text" ? text.text : tokenLabel(text, false)))
    .join("");
}

function rangeIds({ columns }: SampleTokens, { start, end }: TokenRange): string {
  return JSON.stringify(Array.from(columns.ids.slice(start, end)));
}
