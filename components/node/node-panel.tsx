"use client";

import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import { EmptyState } from "@/components/ui/empty-state";
import { lateNodeDetails } from "./late-node-details";

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
  const node = selected === null ? undefined : model.view.nodes[model.positions.get(selected) ?? -1];
  if (node) return <NodeDetails node={node} model={model} choice={choice} />;
  return (
    <EmptyState title={selected === null ? "No message selected" : "Not in this tree"}>
      {selected === null
        ? "Choose a message in the transcript or the tree to read its text, its tokens, and why each of them trains or not."
        : "The selected message does not exist under this policy. Choose another message, or another policy."}
    </EmptyState>
  );
}
