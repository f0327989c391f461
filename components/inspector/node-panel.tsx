"use client";

import { useEffect } from "react";
import { EmptyState } from "../ui/empty-state";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { lateNodeDetails } from "./late-node-details";
import type { NodeChoice } from "./use-node";

/** The first of these is well before a message can have been chosen. */
const USES = ["pointermove", "keydown", "touchstart"] as const;

const NodeDetails = lateNodeDetails.Component;

/** The panel of the selected message. */
export function NodePanel({
  model,
  choice,
}: {
  readonly model: SessionModel;
  readonly choice: Omit<NodeChoice, "node">;
}) {
  const { node: selected } = useSelection();
  useReadyWhenUsed();
  const node = selected === null ? undefined : model.view.nodes[model.positions.get(selected) ?? -1];
  if (node) return <NodeDetails node={node} model={model} choice={choice} />;
  return (
    <EmptyState title={selected === null ? "No message selected" : "Not in this tree"}>
      {selected === null
        ? "Choose a message in the outline or the tree to read its text, its tokens, and why each of them trains or not."
        : "The selected message does not exist under this policy. Choose another message, or another policy."}
    </EmptyState>
  );
}

/** Has the details there before a message is chosen, without delaying what the page shows first. */
function useReadyWhenUsed(): void {
  useEffect(() => {
    const { load } = lateNodeDetails;
    for (const use of USES) window.addEventListener(use, load, { once: true, passive: true });
    return () => {
      for (const use of USES) window.removeEventListener(use, load);
    };
  }, []);
}
