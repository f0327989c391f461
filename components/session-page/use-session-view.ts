"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { isSameChoice, packedTreeUrl, type ViewChoice } from "@/components/address/api-urls";
import { fetchText } from "@/components/reads/fetch-text";
import type { LocalView } from "@/components/reads/token-source-context";
import { unpackTree } from "@/lib/core/view/pack-tree";
import type { SessionTree } from "@/lib/core/view/session-tree";
import type { InitialView } from "./initial-view";

/** What the page shows of its session. */
export interface ShownView extends SessionTree {
  /** Set when the view was worked out here, from the recording. */
  readonly local: LocalView | null;
  readonly error: Error | null;
  /** What is shown is not yet what was chosen. */
  readonly isWaiting: boolean;
}

/** Keys of the queries that a change of the session makes stale. */
export const sessionQueries = (session: string) =>
  [
    ["tree", session],
    ["recording", session],
  ] as const;

/**
 * The session under the chosen policy. What the page was opened with comes from the server; any other choice is
 * worked out here, from the recording, which is read when it is first needed and again when it has grown.
 *
 * @param isTrying whether the choice is put beside the session's own, for which the recording is needed too.
 */
export function useSessionView(initial: InitialView, choice: ViewChoice, isTrying: boolean): ShownView {
  const { id } = initial.tree.session;
  const isOpened = isSameChoice(choice, initial.choice);
  const [treeKey, recordingKey] = sessionQueries(id);
  const tree = useQuery({
    queryKey: treeKey,
    queryFn: async ({ signal }) => unpackTree(await fetchText(packedTreeUrl(id, initial.choice), signal)),
    initialData: initial.tree,
    // Samples make their cells when these are read; a comparison with the view before would read them all.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const recorded = useQuery({
    queryKey: recordingKey,
    queryFn: async ({ signal }) => {
      const { fetchRecording } = await import("@/components/reads/fetch-recording");
      return fetchRecording(id, signal);
    },
    enabled: !isOpened || isTrying,
    // Turns are told apart by identity; comparing a whole recording with the one before it would only cost time.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const { policy, threshold, settings = null } = choice;
  const { local, error } = useMemo(() => {
    if ((isOpened && !isTrying) || !recorded.data) return { local: null, error: null };
    try {
      const made = recorded.data.view({ policy, threshold, settings }, initial.serverPolicy);
      const { recorded: read } = recorded.data;
      return { local: { ...made, recorded: read, readAt: recorded.dataUpdatedAt }, error: null };
    } catch (thrown) {
      return { local: null, error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
    }
  }, [
    isOpened,
    isTrying,
    recorded.data,
    recorded.dataUpdatedAt,
    policy,
    threshold,
    settings,
    initial.serverPolicy,
  ]);
  const failed = error ?? (isOpened && !isTrying ? null : recorded.error) ?? tree.error;
  const { session, view } = tree.data;
  return {
    session,
    view: local?.view ?? view,
    local,
    error: failed,
    isWaiting: !isOpened && !local && !failed,
  };
}
