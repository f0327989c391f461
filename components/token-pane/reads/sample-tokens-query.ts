import { queryOptions } from "@tanstack/react-query";
import { viewQuery } from "@/components/address/api-urls";
import { readTokens } from "@/components/reads/read-tokens";
import type { TokenSource } from "@/components/reads/token-source-context";
import type { NodeChoice } from "@/components/session/use-node";

/** A sample of a session; `node` is any node of it, and `tokens` its length. */
export interface SampleChoice extends NodeChoice {
  readonly sample: number;
  readonly tokens: number;
}

/**
 * Tokens that are read first, so that the screen is filled before a long sample has come: more than a screen holds
 * at the smallest of widths.
 */
const HEAD_TOKENS = 2_048;

/** Whether a sample is so long that its head is worth a reading of its own. */
export function hasHead(source: TokenSource, { tokens }: SampleChoice): boolean {
  return source.local === null && tokens > 4 * HEAD_TOKENS;
}

/** Reads a sample's tokens, `head` the first of them, else all. */
export function sampleTokensQuery(source: TokenSource, choice: SampleChoice, part: "head" | "whole") {
  const { session, view, sample, revision } = choice;
  const asked = { ...view, of: "sample", sample } as const;
  return queryOptions({
    queryKey: [
      "sample-tokens",
      session,
      viewQuery(view).toString(),
      sample,
      revision,
      source.local?.readAt ?? null,
      part,
    ],
    queryFn: ({ signal }) =>
      readTokens(source, session, part === "head" ? { ...asked, from: 0, to: HEAD_TOKENS } : asked, signal),
    // Columns are told apart by identity; comparing 200,000 numbers would only cost time.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
