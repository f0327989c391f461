"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { tokenTexts } from "@/lib/core/view/token-text";
import type { NodeChoice } from "../inspector/use-node";
import { pieceReader } from "../tokens/piece-reader";
import { readTokens } from "../tokens/read-tokens";
import { viewQuery } from "../workspace/api-urls";
import { useTokenSource } from "../workspace/token-source-context";
import { tokenOwners } from "./overlays";

/** All tokens of one sample, and what they stand for. `node` is any node of it. */
export function useSampleTokens(choice: NodeChoice & { readonly sample: number }) {
  const { session, node, view, sample, revision } = choice;
  const source = useTokenSource();
  const { data, error } = useQuery({
    queryKey: [
      "sample-tokens",
      session,
      viewQuery(view).toString(),
      sample,
      revision,
      source.local?.readAt ?? null,
    ],
    queryFn: ({ signal }) => readTokens(source, session, node, { ...view, sample, scope: "sample" }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const tokens = useMemo(
    () =>
      data && {
        columns: data.columns,
        texts: tokenTexts(data.columns.ids, pieceReader(data.pieces)),
        owners: tokenOwners(data.columns),
      },
    [data],
  );
  return { tokens, error };
}

export type SampleTokens = NonNullable<ReturnType<typeof useSampleTokens>["tokens"]>;
