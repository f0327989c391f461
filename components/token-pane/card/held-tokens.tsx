"use client";

import { useQuery } from "@tanstack/react-query";
import { viewQuery } from "@/components/address/api-urls";
import { tokenLabel } from "@/components/marks/token-label";
import { readTokens } from "@/components/reads/read-tokens";
import { useTokenSource } from "@/components/reads/token-source-context";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { CardSource } from "./card-source";

/** Ids of each side that are written out; the others are counted. */
const MOST_IDS = 8;

/** Where a prompt took the place of sampled tokens: the ids held, and those that came instead. */
export function HeldTokens({
  source: { tokens, choice, model },
  span,
}: {
  readonly source: CardSource;
  readonly span: Extract<TokenSpan, { state: "realigned" }>;
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
  const end = span.start + span.length;
  const incoming = tokens.columns.ids.slice(span.start, end);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-sm border border-line bg-raised p-2">
      <dt className="text-ink-2">held</dt>
      <dd className="font-mono [overflow-wrap:anywhere]" data-testid="held-ids">
        {data
          ? idsWords(data.columns.ids, new TokenTexts(data.columns.ids, data.pieces))
          : (error?.message ?? "…")}
      </dd>
      <dt className="text-ink-2">→ incoming</dt>
      <dd className="font-mono [overflow-wrap:anywhere]" data-testid="incoming-ids">
        {idsWords(incoming, tokens.texts, span.start)}
      </dd>
    </dl>
  );
}

/** `151 “the”, 90 “re”`, and how many more there are. */
function idsWords(ids: Int32Array, texts: TokenTexts, offset = 0): string {
  const shown = Array.from(ids.subarray(0, MOST_IDS), (id, at) => {
    const text = texts.at(offset + at);
    return `${id} “${text ? tokenLabel(text, "exact") : ""}”`;
  });
  const rest = ids.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}` || "none";
}
