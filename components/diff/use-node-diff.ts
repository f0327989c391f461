"use client";

import { useQuery } from "@tanstack/react-query";
import { nodeDiffUrl, type ViewChoice } from "@/components/address/api-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import type { NodeDiff } from "@/lib/core/diff/node-diff";

/** Which difference is asked for: at a node, or between two of them. */
export interface DiffChoice {
  readonly session: string;
  readonly node: string;
  readonly against: string | null;
  readonly view: ViewChoice;
  /** Grows when the session does. */
  readonly revision: number;
}

/** Reads a difference. */
export function useNodeDiff({ session, node, against, view, revision }: DiffChoice) {
  const url = nodeDiffUrl(session, node, view, against);
  return useQuery({
    queryKey: ["diff", url, revision],
    queryFn: ({ signal }) => fetchJson<NodeDiff>(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
