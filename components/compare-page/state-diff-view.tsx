"use client";

import Link from "next/link";
import { useMemo } from "react";
import { sampleHref } from "@/components/address/sample-href";
import { OverlayLegend } from "@/components/token-pane/overlay/overlay-legend";
import { countWords } from "@/components/ui/count-words";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ComparedMessage, ComparisonSide } from "@/lib/core/compare/comparison";
import { type StateRun, stateDiff } from "@/lib/core/compare/state-diff";
import { explainToken, sampleName } from "@/lib/core/tokens/explain-token";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import type { TokensAs } from "./compare-params";
import { SideBadge } from "./side-badge";
import { sideView } from "./side-view";
import { StateRunView } from "./state-run-view";

/** A message on one side with its tokens; null where the side does not have it. */
export interface SideTokens {
  readonly side: ComparisonSide;
  readonly message: ComparedMessage | null;
  readonly columns: TokenColumns | null;
}

/** Reasons listed for one message; beyond that each token still has its own. */
const MOST_REASONS = 4;

/** Two messages token by token, each token drawn by its state under its side's policy. */
export function StateDiffView({
  a,
  b,
  as,
  reader,
}: {
  readonly a: SideTokens;
  readonly b: SideTokens;
  readonly as: TokensAs;
  readonly reader: PieceReader;
}) {
  const [inA, inB] = [a.columns ?? NO_TOKENS, b.columns ?? NO_TOKENS];
  const runs = useMemo(() => stateDiff(inA, inB), [inA, inB]);
  return (
    <div className="@container" data-testid="token-diff">
      <div className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface">
        <div className="grid grid-cols-1 border-b border-line bg-raised @2xl:grid-cols-2">
          <SideHead name="A" tokens={a} as={as} />
          <div className="border-line @max-2xl:border-t @2xl:border-l">
            <SideHead name="B" tokens={b} as={as} />
          </div>
        </div>
        {runs.map((run) => (
          <StateRunView key={runKey(run)} run={run} a={inA} b={inB} reader={reader} />
        ))}
        {runs.length === 0 && <p className="p-3 text-sm text-ink-2">Neither side holds a token.</p>}
      </div>
    </div>
  );
}

const NO_TOKENS: TokenColumns = {
  start: 0,
  ids: new Int32Array(0),
  states: new Uint8Array(0),
  sampled: new Uint8Array(0),
  changed: new Uint8Array(0),
  logProbs: new Float64Array(0),
  spans: [],
};

function runKey({ kind, a, b }: StateRun): string {
  return `${kind} ${a} ${b}`;
}

function SideHead({
  name,
  tokens: { side, message, columns },
  as,
}: {
  readonly name: "A" | "B";
  readonly tokens: SideTokens;
  readonly as: TokensAs;
}) {
  return (
    <section aria-label={`States of side ${name}`} className="flex flex-col">
      <h3 className="flex min-w-0 items-center gap-2 px-3 py-2 text-xs font-medium text-ink-2">
        <SideBadge name={name} />
        {message && columns ? (
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {as === "sampled" && message.turn !== null ? (
              `As turn ${message.turn} sampled it, under ${side.policy.name}${cutWords(message, columns)}`
            ) : (
              <Place side={side} columns={columns} />
            )}
          </span>
        ) : (
          "not on this side"
        )}
      </h3>
      {columns && (
        <>
          <OverlayLegend overlay="mask" isKnown codes={columns.states} isWhole />
          <StateReasons spans={columns.spans} />
        </>
      )}
      {message && message.turn !== null && as === "held" && (
        <p className="px-4 pb-1.5 text-xs text-ink-2" data-testid="over-all-samples">
          As sampled, over all samples: {countWords(message.counts) || "no tokens"}.
        </p>
      )}
    </section>
  );
}

/** Says that the figures below are of a part. */
function cutWords({ counts }: ComparedMessage, { ids }: TokenColumns): string {
  const sampled = counts.reduce((sum, count) => sum + count, 0);
  return ids.length < sampled ? `; the first ${formatCount(ids.length)} of ${plural(sampled, "token")}` : "";
}

/** Where the message's tokens stand, and the way there. */
function Place({ side, columns }: { readonly side: ComparisonSide; readonly columns: TokenColumns }) {
  const { sample, policy, turn } = side;
  const under = `under ${policy.name}`;
  if (!sample) return `In no sample ${under}; as turn ${turn ?? ""} held it`;
  const end = Math.min(columns.start + columns.ids.length, sample.length);
  const beyond = columns.start + columns.ids.length - end;
  const name = sampleName(sample.index);
  if (end <= columns.start)
    return `Past the end of ${name}, which is cut at ${formatCount(sample.length)} tokens ${under}`;
  const href = sampleHref(side.session.id, sample.index, sideView(side));
  return (
    <>
      In{" "}
      <Link
        href={`${href}&tok=${columns.start}-${end - 1}`}
        prefetch={false}
        className="underline underline-offset-4 hover:text-ink"
      >
        {name}, tokens {formatCount(columns.start)}–{formatCount(end - 1)}
      </Link>
      , {under}
      {beyond > 0 && `; ${plural(beyond, "token")} past its end`}
    </>
  );
}

/** Why a message's tokens have the states that they have, each reason once. */
function StateReasons({ spans }: { readonly spans: readonly TokenSpan[] }) {
  const reasons = new Map(spans.map((span) => [explainToken(span), span.state]));
  const left = reasons.size - MOST_REASONS;
  return (
    <ul className="flex flex-col gap-0.5 px-4 pb-1.5 text-xs text-ink-2">
      {[...reasons].slice(0, MOST_REASONS).map(([words, state]) => (
        <li key={words} className="flex gap-1.5">
          <span aria-hidden className="w-3 shrink-0 text-center text-ink">
            {STATE_WORDS[state].glyph}
          </span>
          {words}
        </li>
      ))}
      {left > 0 && <li className="pl-4.5">{plural(left, "more reason")}: each token names its own.</li>}
    </ul>
  );
}
