"use client";

import { useState } from "react";
import { outlineRows } from "../outline/outline-rows";
import { OVERLAYS } from "../token-pane/overlays";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { useViewState } from "../workspace/view-state";
import { KeyboardHelp } from "./keyboard-help";
import { type Landmark, nextLandmark } from "./landmarks";
import type { Shortcut } from "./shortcuts";
import { useShortcuts } from "./use-shortcuts";

/** The keys of the session's page, and their help under `?`. */
export function SessionKeys({ model }: { readonly model: SessionModel }) {
  const [helping, setHelping] = useState(false);
  const { node, sample, selectNode, selectSample } = useSelection();
  const [{ tok, ws }, setState] = useViewState();
  const { nodes, samples } = model.view;
  const go = (kind: Landmark, step: 1 | -1) => (): void => {
    const order = outlineRows(nodes).map((row) => row.node);
    const current = model.positions.get(node ?? "") ?? -1;
    const next = nextLandmark(nodes, order, current, kind, step);
    if (next !== null) selectNode(next);
  };
  const stepSample = (step: 1 | -1) => (): void => {
    if (samples.length > 0)
      selectSample(((sample ?? (step > 0 ? -1 : 0)) + step + samples.length) % samples.length);
  };
  const back = (): void => {
    if (tok !== null) void setState({ tok: null });
    else if (sample !== null) selectSample(null);
    else selectNode(null);
  };
  const shortcuts: readonly Shortcut[] = [
    { key: "j", does: "next message", run: go("turn", 1) },
    { key: "k", does: "previous message", run: go("turn", -1) },
    { key: "f", does: "next fork", run: go("fork", 1) },
    { key: "F", does: "previous fork", run: go("fork", -1) },
    { key: "d", does: "next drift", run: go("drift", 1) },
    { key: "D", does: "previous drift", run: go("drift", -1) },
    { key: "x", does: "next refused, dropped or merged", run: go("loss", 1) },
    { key: "X", does: "previous refused, dropped or merged", run: go("loss", -1) },
    { key: "s", does: "next sample", run: stepSample(1) },
    { key: "S", does: "previous sample", run: stepSample(-1) },
    ...OVERLAYS.map((ov, at) => ({
      key: String(at + 1),
      does: `colour tokens by ${ov}`,
      run: () => void setState({ ov }),
    })),
    { key: "w", does: "show white space", run: () => void setState({ ws: !ws }) },
    {
      key: "y",
      does: "copy a link to this view",
      run: () => void navigator.clipboard.writeText(window.location.href),
    },
    { key: "Escape", does: "back one step", run: back },
    { key: "?", does: "show these keys", run: () => setHelping(true) },
  ];
  useShortcuts(shortcuts);
  return <KeyboardHelp open={helping} onOpenChange={setHelping} shortcuts={shortcuts} />;
}
