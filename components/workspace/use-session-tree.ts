"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SessionTree } from "@/lib/core/view/session-tree";
import { treeUrl, type ViewChoice } from "./api-urls";
import { fetchJson } from "./fetch-json";

/** The session under the chosen policy: at first what the server sent with the page, then what the API answers. */
export function useSessionTree(
  initial: { readonly tree: SessionTree; readonly choice: ViewChoice },
  choice: ViewChoice,
) {
  const session = initial.tree.session.id;
  const isInitial = choice.policy === initial.choice.policy && choice.threshold === initial.choice.threshold;
  return useQuery({
    queryKey: ["tree", session, choice.policy, choice.threshold],
    queryFn: ({ signal }) => fetchJson<SessionTree>(treeUrl(session, choice), signal),
    initialData: isInitial ? initial.tree : undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
