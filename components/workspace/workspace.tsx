"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { SessionShortcuts } from "../keyboard/session-shortcuts";
import { useChanges } from "../live/use-changes";
import { KnownPieces } from "../tokens/known-pieces";
import { ChangedNodesProvider } from "../tree/changed-nodes-context";
import { PreviewBar } from "../what-if/preview-bar";
import { SelectionProvider } from "./selection-context";
import { SessionHeader } from "./session-header";
import { samplePath, sessionModel } from "./session-model";
import type { InitialView } from "./session-workspace";
import { TokenSourceProvider } from "./token-source-context";
import { sessionQueries, useSessionView } from "./use-session-view";
import { useViewState } from "./view-state";
import { WorkspacePanes } from "./workspace-panes";

/** Fetched when it is first opened. */
const WhatIf = dynamic(() => import("../what-if/what-if").then((module) => module.WhatIf));

const UNCHANGED: ReadonlySet<string> = new Set();

/** Puts the session's panes together: one view, one selection, one header. */
export function Workspace({ initial }: { readonly initial: InitialView }) {
  const [state, setState] = useViewState();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const choice = { policy: state.policy, threshold: state.ft, settings: state.set };
  const { session, view, local, error, isWaiting } = useSessionView(initial, choice, state.whatif);
  const [pieces] = useState(() => new KnownPieces());
  const tokenSource = useMemo(() => ({ local, pieces }), [local, pieces]);
  const client = useQueryClient();
  const live = useChanges(session.id, () => {
    for (const queryKey of sessionQueries(session.id)) void client.invalidateQueries({ queryKey });
  });
  const model = useMemo(() => sessionModel(view), [view]);
  const sample = view.samples[(state.sample ?? 0) - 1] ?? null;
  const path = useMemo(() => samplePath(view, sample), [view, sample]);
  const selection = {
    node: state.node,
    sample: sample?.index ?? null,
    path,
    expanded,
    selectNode: (id: string | null) => void setState({ node: id }),
    selectSample: (index: number | null) => void setState({ sample: index === null ? null : index + 1 }),
    toggleRun: (id: string) => setExpanded((known) => toggled(known, id)),
  };
  return (
    <SelectionProvider value={selection}>
      <div className="flex h-dvh flex-col">
        <SessionShortcuts session={session.id} model={model} />
        <SessionHeader session={session} view={view} choice={choice} live={live} error={error} />
        <PreviewBar shown={view.policy} />
        {state.whatif && <WhatIf local={local} error={error} server={initial.serverPolicy} />}
        <main className={`min-h-0 flex-1 ${isWaiting ? "opacity-60" : ""}`} aria-busy={isWaiting}>
          <TokenSourceProvider value={tokenSource}>
            <ChangedNodesProvider value={local?.changed ?? UNCHANGED}>
              <WorkspacePanes
                model={model}
                choice={{
                  session: session.id,
                  view: local ? choice : initial.choice,
                  sample: selection.sample,
                  revision: session.revision,
                }}
              />
            </ChangedNodesProvider>
          </TokenSourceProvider>
        </main>
      </div>
    </SelectionProvider>
  );
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(known);
  if (!next.delete(id)) next.add(id);
  return next;
}
