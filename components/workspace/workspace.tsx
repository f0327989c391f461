"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { SessionShortcuts } from "../keyboard/session-shortcuts";
import { useChanges } from "../live/use-changes";
import { KnownPieces } from "../tokens/known-pieces";
import { SelectionProvider } from "./selection-context";
import { SessionHeader } from "./session-header";
import { samplePath, sessionModel } from "./session-model";
import type { InitialView } from "./session-workspace";
import { TokenSourceProvider } from "./token-source-context";
import { sessionQueries, useSessionView } from "./use-session-view";
import { useViewState } from "./view-state";
import { WorkspacePanes } from "./workspace-panes";

/** Puts the session's panes together: one view, one selection, one header. */
export function Workspace({ initial }: { readonly initial: InitialView }) {
  const [state, setState] = useViewState();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const choice = { policy: state.policy, threshold: state.ft };
  const { session, view, local, error, isWaiting } = useSessionView(initial, choice);
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
        <main className={`min-h-0 flex-1 ${isWaiting ? "opacity-60" : ""}`} aria-busy={isWaiting}>
          <TokenSourceProvider value={tokenSource}>
            <WorkspacePanes
              model={model}
              choice={{
                session: session.id,
                view: local ? choice : initial.choice,
                sample: selection.sample,
                revision: session.revision,
              }}
            />
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
