"use client";

import { useQuery } from "@tanstack/react-query";
import { decodeTokenColumns } from "@/lib/core/token-columns";
import type { NodeDetail } from "@/lib/core/view/node-detail";
import type { TokenPieces } from "@/lib/core/view/token-pieces";
import { nodeTokensUrl, nodeUrl, type TokenChoice, type ViewChoice } from "../workspace/api-urls";
import { errorSentence, fetchJson } from "../workspace/fetch-json";

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
  view.policy,
  view.threshold,
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
  return useQuery({
    queryKey: ["tokens", ...keyOf(choice)],
    queryFn: ({ signal }) =>
      fetchTokens(
        choice.session,
        choice.node,
        { ...choice.view, sample: choice.sample, scope: "node" },
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Columns and pieces of a node's tokens, or of the whole sample. */
export async function fetchTokens(session: string, node: string, asked: TokenChoice, signal: AbortSignal) {
  const [columns, pieces] = await Promise.all([
    fetchColumns(nodeTokensUrl(session, node, "tokens", asked), signal),
    fetchJson<TokenPieces>(nodeTokensUrl(session, node, "pieces", asked), signal),
  ]);
  return { columns, pieces };
}

async function fetchColumns(url: string, signal: AbortSignal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  return decodeTokenColumns(new Uint8Array(await response.arrayBuffer()));
}
