"use client";

import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import type { Selection } from "@/components/session/selection-context";
import { type SessionModel, selectedPath } from "@/components/session/session-model";
import { type Growth, useGrowth } from "@/components/session/use-growth";
import { useOpeningPlace } from "./use-opening-place";

const { node, sample, tok } = VIEW_PARAMS;
const PARAMS = { node, sample, tok };

/** What is selected, what just came, and whether the selection goes along with it. */
export interface WorkspaceSelection {
  readonly selection: Selection;
  readonly growth: Growth;
  readonly following: boolean;
  setFollowing(following: boolean): void;
}

/** The selection as the address holds it. Only the reader moves it, unless they follow what is recorded. */
export function useWorkspaceSelection(model: SessionModel): WorkspaceSelection {
  const { view } = model;
  const [state, setState] = useQueryParams(PARAMS);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [following, setFollowing] = useState(false);
  const growth = useGrowth(view);
  const sample = view.samples[(state.sample ?? 0) - 1] ?? null;
  const opening = useOpeningPlace(view);
  const node = state.node ?? (opening?.isWaiting ? opening.node : null);
  // What the page opened with dims no other branch: nobody chose this one.
  const chosen = node === opening?.node ? null : node;
  const path = useMemo(() => selectedPath(model, sample, chosen), [model, sample, chosen]);
  const follow = useEffectEvent((newest: string) => {
    if (!following) return;
    setState({ node: newest });
    growth.see(growth.unseen);
  });
  const newest = growth.unseen.at(-1) ?? null;
  useEffect(() => {
    if (newest !== null) follow(newest);
  }, [newest]);
  const selection: Selection = {
    node,
    sample: sample?.index ?? null,
    path,
    fresh: growth.fresh,
    expanded,
    selectNode: (node) => {
      setFollowing(false);
      // Without a sample, marked tokens are those of the message that is left.
      setState({ node, ...(sample === null && { tok: null }) });
    },
    selectSample: (index) => setState({ sample: index === null ? null : index + 1 }),
    toggleRun: (id) => setExpanded((known) => toggled(known, id)),
  };
  return { selection, growth, following, setFollowing };
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(known);
  if (!next.delete(id)) next.add(id);
  return next;
}
