"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { viewQuery } from "@/components/address/api-urls";
import { readTokens } from "@/components/reads/read-tokens";
import { useTokenSource } from "@/components/reads/token-source-context";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { nearestDifference } from "@/lib/core/tokens/nearest-difference";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { CardSource } from "./card-source";
import { type SpelledToken, SpelledTokens } from "./spelled-tokens";

/** Equal tokens on either side of a difference, and tokens of it, that are written out. */
const CONTEXT_TOKENS = 3;
const MOST_DIFFERING = 12;

/** Where a prompt took the place of sampled tokens: how both are spelled where they differ nearest to the token. */
export function HeldTokens({
  source: { tokens, choice, model },
  span,
  token,
}: {
  readonly source: CardSource;
  readonly span: Extract<TokenSpan, { state: "realigned" }>;
  /** Position in the sample. */
  readonly token: number;
}) {
  const tokenSource = useTokenSource();
  const { session, view, revision } = choice;
  const { turn, held_start: heldStart, held_length: length } = span;
  const from = (model.view.turns[turn - 1]?.prompt_tokens ?? 0) + heldStart;
  const { data, error } = useQuery({
    queryKey: ["held-tokens", session, viewQuery(view).toString(), revision, turn, from, length],
    queryFn: ({ signal }) =>
      readTokens(tokenSource, session, { ...view, of: "turn", turn, from, to: from + length }, signal),
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const incoming = useMemo(
    () => tokens.columns.ids.subarray(span.start, span.start + span.length),
    [tokens, span],
  );
  const difference = useMemo(
    () => data && nearestDifference(data.columns.ids, incoming, token - span.start),
    [data, incoming, token, span],
  );
  const heldTexts = useMemo(() => data && new TokenTexts(data.columns.ids, data.pieces), [data]);
  if (!data || !heldTexts) return <p className="text-ink-2">{error?.message ?? "Reading what was held …"}</p>;
  if (!difference) return <p className="text-ink-2">Here both have the same tokens.</p>;
  const held = spelled(data.columns.ids, (at) => heldTexts.at(at) ?? null, difference.held);
  const came = spelled(incoming, (at) => tokens.texts.at(span.start + at) ?? null, difference.incoming);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-sm border border-line bg-raised p-2">
      <dt className="col-span-2 text-ink-2" data-testid="difference-place">
        {difference.of === 1 ? "The one difference" : `Difference ${difference.place} of ${difference.of}`},{" "}
        after {plural(difference.incoming.from, "token")}
        {difference.of === 1 && " that are the same"}
      </dt>
      <dt className="text-ink-2">held</dt>
      <dd className="min-w-0 font-mono" data-testid="held-ids">
        <Spelling {...held} />
      </dd>
      <dt className="text-ink-2">→ incoming</dt>
      <dd className="min-w-0 font-mono" data-testid="incoming-ids">
        <Spelling {...came} />
      </dd>
    </dl>
  );
}

interface ShownSpelling {
  readonly tokens: readonly SpelledToken[];
  /** Tokens of the difference that are not written out. */
  readonly more: number;
}

function Spelling({ tokens, more }: ShownSpelling) {
  return (
    <>
      <SpelledTokens tokens={tokens} />
      {more > 0 && <span className="font-sans text-ink-3">and {formatCount(more)} more that differ</span>}
    </>
  );
}

/** A difference with the equal tokens around it. */
function spelled(
  ids: Int32Array,
  textAt: (at: number) => SpelledToken["text"],
  { from, to }: { readonly from: number; readonly to: number },
): ShownSpelling {
  const cut = Math.min(to, from + MOST_DIFFERING);
  const end = cut < to ? cut : Math.min(ids.length, to + CONTEXT_TOKENS);
  const start = Math.max(0, from - CONTEXT_TOKENS);
  const tokens = Array.from(ids.subarray(start, end), (id, step) => {
    const at = start + step;
    return { id, text: textAt(at), differs: at >= from && at < to };
  });
  return { tokens, more: to - cut };
}
