"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { SessionTree } from "@/lib/core/view/session-tree";
import { treeUrl, turnsUrl, type ViewChoice } from "./api-urls";
import { errorSentence, fetchJson } from "./fetch-json";
import { localView } from "./local-view";
import { readInSlices } from "./read-in-slices";
import type { InitialView } from "./session-workspace";
import type { LocalView } from "./token-source-context";

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
 */
export function useSessionView(initial: InitialView, choice: ViewChoice): ShownView {
  const { id } = initial.tree.session;
  const isOpened = choice.policy === initial.choice.policy && choice.threshold === initial.choice.threshold;
  const [treeKey, recordingKey] = sessionQueries(id);
  const tree = useQuery({
    queryKey: treeKey,
    queryFn: ({ signal }) => fetchJson<SessionTree>(treeUrl(id, initial.choice), signal),
    initialData: initial.tree,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const recorded = useQuery({
    queryKey: recordingKey,
    queryFn: ({ signal }) => fetchRecording(id, signal),
    enabled: !isOpened,
    // Turns are told apart by identity; comparing a whole recording with the one before it would only cost time.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const { policy, threshold } = choice;
  const { local, error } = useMemo(() => {
    if (isOpened || !recorded.data) return { local: null, error: null };
    try {
      const made = localView(recorded.data, { policy, threshold }, initial.serverPolicy);
      return { local: { ...made, readAt: recorded.dataUpdatedAt }, error: null };
    } catch (thrown) {
      return { local: null, error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
    }
  }, [isOpened, recorded.data, recorded.dataUpdatedAt, policy, threshold, initial.serverPolicy]);
  const failed = error ?? (isOpened ? null : recorded.error) ?? tree.error;
  const { session, view } = tree.data;
  return {
    session,
    view: local?.view ?? view,
    local,
    error: failed,
    isWaiting: !isOpened && !local && !failed,
  };
}

async function fetchRecording(session: string, signal: AbortSignal) {
  const response = await fetch(turnsUrl(session), { signal });
  if (!response.ok || !response.body) throw new Error(errorSentence(await response.text(), response.status));
  return readInSlices(response.body.pipeThrough(new TextDecoderStream()));
}
