"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTokenSource } from "@/components/reads/token-source-context";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { tokenOwners } from "./overlay-codes";
import { hasHead, type SampleChoice, sampleTokensQuery } from "./sample-tokens-query";

/**
 * The tokens of one sample, and what they stand for: of a long sample first the head, then all of it.
 *
 * @param opensAt the token that the pane opens on; past the head, the head is not worth showing.
 */
export function useSampleTokens(choice: SampleChoice, opensAt: number) {
  const source = useTokenSource();
  const wantsHead = hasHead(source, choice) && opensAt === 0;
  const head = useQuery({ ...sampleTokensQuery(source, choice, "head"), enabled: wantsHead });
  const whole = useQuery({
    ...sampleTokensQuery(source, choice, "whole"),
    // One after the other: the server answers both from one thread.
    enabled: !wantsHead || !head.isPending,
  });
  const data = whole.data ?? (wantsHead ? head.data : undefined);
  const isWhole = whole.data !== undefined;
  const tokens = useMemo(
    () =>
      data && {
        columns: data.columns,
        texts: new TokenTexts(data.columns.ids, data.pieces),
        owners: tokenOwners(data.columns),
        isWhole,
      },
    [data, isWhole],
  );
  return { tokens, error: whole.error };
}

/** Tokens from the sample's first on, all of them where `isWhole`. */
export type SampleTokens = NonNullable<ReturnType<typeof useSampleTokens>["tokens"]>;
