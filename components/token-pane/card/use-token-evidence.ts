"use client";

import { useQuery } from "@tanstack/react-query";
import { tokenEvidenceUrl } from "@/components/address/api-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import type { TokenEvidence } from "@/lib/core/evidence/token-evidence";
import { weightsAt } from "@/lib/core/view/weights-at";
import type { CardSource } from "./card-source";

/** What is known of a token beside its log-prob. The weights are known at once, the rest once it is pinned. */
export interface KnownEvidence {
  readonly weights: string | null;
  /** Null where nothing was recorded, and until it is read. */
  readonly evidence: TokenEvidence | null;
  /** Whether there is something to be read of it. */
  readonly isRecorded: boolean;
}

/** The evidence of one token of a sample; null where the model did not sample it. */
export function useTokenEvidence(
  { tokens, model, choice }: CardSource,
  token: number,
  isPinned: boolean,
): KnownEvidence | null {
  const turn = model.view.turns[(tokens.owners[token] ?? 0) - 1];
  const isSampled = tokens.columns.sampled[token] === 1 && turn !== undefined;
  const at = tokens.columns.start + token - (turn?.prompt_tokens ?? 0);
  const isRecorded = isSampled && turn.evidence.length > 0;
  const { session } = choice;
  const { data } = useQuery({
    queryKey: ["token-evidence", session, turn?.index, at],
    enabled: isPinned && isRecorded,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      fetchJson<TokenEvidence>(tokenEvidenceUrl(session, turn?.index ?? 0, at), signal),
  });
  if (!isSampled) return null;
  return { weights: weightsAt(turn, at), evidence: data ?? null, isRecorded };
}
