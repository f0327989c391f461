"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useKeptList } from "@/components/address/use-kept-list";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { CauseCards } from "@/components/cause-card/cause-cards";
import { KnownPieces } from "@/components/reads/known-pieces";
import { TokenSourceProvider } from "@/components/reads/token-source-context";
import { useGatheredChanges } from "@/components/reads/use-gathered-changes";
import { ChangedNodesProvider } from "@/components/session/changed-nodes-context";
import { NewTurnsPill } from "@/components/session/new-turns-pill";
import { PointedNode } from "@/components/session/pointed-node";
import { SelectionProvider, useSelection } from "@/components/session/selection-context";
import { type SessionModel, sessionModel } from "@/components/session/session-model";
import { useFollowKey } from "@/components/session/use-follow-key";
import { PaneLayoutRoot } from "@/components/session-page/panes/pane-layout-root";
import { WorkspacePanes } from "@/components/session-page/panes/workspace-panes";
import { useVerdictReport } from "@/components/verdict/use-verdict-report";
import { VerdictBand } from "@/components/verdict/verdict-band";
import { PreviewBar } from "@/components/what-if/preview-bar";
import type { InitialView } from "./initial-view";
import { LaterNotes } from "./later-notes";
import { PolicyButton } from "./policy-button";
import { SessionHeader } from "./session-header";
import { SessionNotices } from "./session-notices";
import { SessionShortcuts } from "./session-shortcuts";
import { StatusLine } from "./status-line";
import { TrainedNote } from "./trained-note";
import { sessionQueries, useSessionView } from "./use-session-view";
import { useWorkspaceSelection } from "./use-workspace-selection";
import { WaitingForCalls } from "./waiting-for-calls";

/** Fetched when it is first opened. */
const WhatIf = dynamic(() => import("@/components/what-if/what-if").then((module) => module.WhatIf));

const { policy, ft, set, whatif } = VIEW_PARAMS;
/** A choice among tokens or tabs draws its own pane again, and not the whole page. */
const PARAMS = { policy, ft, set, whatif };

/** A turn is recorded, then delivered: changes that come this close together are read as one, in ms. */
const GATHER_MS = 40;

const UNCHANGED: ReadonlySet<string> = new Set();

/** Puts the session's panes together: one view, one selection, one header. */
export function Workspace({ initial }: { readonly initial: InitialView }) {
  const [state] = useQueryParams(PARAMS);
  const choice = { policy: state.policy, threshold: state.ft, settings: state.set };
  const { list } = useKeptList();
  const { session, view, local, error, isWaiting } = useSessionView(initial, choice, state.whatif);
  const [pieces] = useState(() => new KnownPieces());
  const tokenSource = useMemo(() => ({ local, pieces }), [local, pieces]);
  const [opened] = useState(() => ({
    choice: initial.choice,
    revision: initial.tree.session.revision,
    report: initial.verdict,
  }));
  const live = useLiveSession(session.id);
  const model = useMemo(() => sessionModel(view), [view]);
  const { selection, growth, following, setFollowing } = useWorkspaceSelection(model);
  useFollowKey(model, following, setFollowing);
  const report = useVerdictReport(session.id, session.revision, choice, opened);
  const shown = {
    session: session.id,
    view: local ? choice : initial.choice,
    sample: selection.sample,
    revision: session.revision,
  };
  return (
    <CauseCards filter={list.q} of={shown}>
      <SelectionProvider value={selection}>
        <PointedNode>
          <PaneLayoutRoot>
            <div className="flex h-dvh flex-col">
              <SessionShortcuts session={session.id} model={model} />
              <SessionHeader session={session} view={view} choice={choice} live={live} following={following}>
                <VerdictBand model={model} report={report}>
                  <PolicyButton policy={view.policy} choice={choice} />
                </VerdictBand>
              </SessionHeader>
              <PreviewBar shown={view.policy} />
              <SessionNotices view={view} unrecorded={session.unrecorded ?? null} error={error} />
              <LaterNotes session={session.id} />
              <TrainedNote session={session.id} />
              {state.whatif && <WhatIf local={local} error={error} server={initial.serverPolicy} />}
              <main
                className={`relative min-h-0 flex-1 ${isWaiting ? "opacity-60" : ""}`}
                aria-busy={isWaiting}
              >
                {view.turns.length === 0 ? (
                  <WaitingForCalls session={session.id} openedAt={session.created_at} live={live} />
                ) : (
                  <TokenSourceProvider value={tokenSource}>
                    <ChangedNodesProvider value={local?.changed ?? UNCHANGED}>
                      <WorkspacePanes model={model} choice={shown} />
                    </ChangedNodesProvider>
                  </TokenSourceProvider>
                )}
                <NewTurnsPill growth={growth} onShow={selection.selectNode} />
              </main>
              <StatusLine model={model} />
              <SelectedMessageRegion model={model} />
            </div>
          </PaneLayoutRoot>
        </PointedNode>
      </SelectionProvider>
    </CauseCards>
  );
}

/** Reads again what a change of the session made stale, and what could not be read before. */
function useLiveSession(session: string) {
  const client = useQueryClient();
  return useGatheredChanges(session, GATHER_MS, () => {
    for (const queryKey of sessionQueries(session)) void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ predicate: ({ state }) => state.status === "error" });
  });
}

/** Reads out the selected message when the keyboard moves the selection from outside the transcript. */
function SelectedMessageRegion({ model }: { readonly model: SessionModel }) {
  const { node: selected } = useSelection();
  const node = selected === null ? undefined : model.view.nodes[model.positions.get(selected) ?? -1];
  const turn = node?.turn === null || !node ? "" : `, turn ${node.turn}`;
  const fork = node && node.forks.length > 0 ? `, forks: ${node.fork_cause ?? node.forks.join(", ")}` : "";
  return (
    <p role="status" aria-live="polite" data-testid="selected-message" className="sr-only">
      {node && `${node.role}${turn}${fork}: ${node.preview || "empty"}`}
    </p>
  );
}
