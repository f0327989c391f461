"use client";

import { outlineRows } from "../outline/outline-rows";
import { useTokenKeys } from "../token-pane/use-token-keys";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { useViewState } from "../workspace/view-state";
import { focusPane } from "./focus-pane";
import { type Landmark, nextLandmark } from "./landmarks";
import { SESSION_KEYS } from "./session-keys";
import { useBackStep } from "./use-back-step";
import { usePaneShortcuts } from "./use-pane-shortcuts";

/** The keys of a session's page as a whole; its panes contribute their own. */
export function SessionShortcuts({ model }: { readonly model: SessionModel }) {
  const { node, sample, selectNode, selectSample } = useSelection();
  const [{ tok }, setState] = useViewState();
  const { nodes } = model.view;
  const go = (kind: Landmark, step: 1 | -1) => (): void => {
    const order = outlineRows(nodes).map((row) => row.node);
    const current = model.positions.get(node ?? "") ?? -1;
    const next = nextLandmark(nodes, order, current, kind, step);
    if (next !== null) selectNode(next);
  };
  usePaneShortcuts("session", SESSION_KEYS, {
    "session.next-turn": go("turn", 1),
    "session.previous-turn": go("turn", -1),
    "session.next-fork": go("fork", 1),
    "session.previous-fork": go("fork", -1),
    "session.next-drift": go("drift", 1),
    "session.previous-drift": go("drift", -1),
    "session.next-loss": go("loss", 1),
    "session.previous-loss": go("loss", -1),
    "session.samples": () => focusPane("samples"),
    "session.copy-link": () => void navigator.clipboard.writeText(window.location.href),
  });
  useTokenKeys();
  useBackStep("range", tok === null ? null : () => void setState({ tok: null }));
  useBackStep("sample", sample === null ? null : () => selectSample(null));
  useBackStep("node", node === null ? null : () => selectNode(null));
  return null;
}
