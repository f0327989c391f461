"use client";

import { useQuery } from "@tanstack/react-query";
import { nodeUrl, type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { readTokens } from "@/components/reads/read-tokens";
import { useTokenSource } from "@/components/reads/token-source-context";
import type { NodeDetail } from "@/lib/core/diff/node-detail";

/** What is looked at: a node of a session under a policy, by itself or in one sample. `revision` refetches it. */
export interface NodeChoice {
  readonly session: string;
  readonly node: string;
  readonly view: ViewChoice;
  readonly sample: number | null;
  readonly revision: number;
}

const keyOf = ({ session, node, view, sample, revision }: NodeChoice): readonly unknown[] => [
  session,
  node,
  viewQuery(view).toString(),
  sample,
  revision,
];

/** The node's message and the facts of its turn. */
export function useNodeDetail(choice: NodeChoice) {
  return useQuery({
    queryKey: ["node", ...keyOf({ ...choice, sample: null })],
    queryFn: ({ signal }) => fetchJson<NodeDetail>(nodeUrl(choice.session, choice.node, choice.view), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The node's tokens in columns, and what their ids stand for. */
export function useNodeTokens(choice: NodeChoice) {
  const source = useTokenSource();
  return useQuery({
    queryKey: ["tokens", ...keyOf(choice), source.local?.readAt ?? null],
    queryFn: ({ signal }) =>
      readTokens(
        source,
        choice.session,
        { ...choice.view, of: "node", node: choice.node, sample: choice.sample },
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
