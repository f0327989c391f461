"use client";

import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";

/** Reads out the selected message when the keyboard moves the selection from outside the outline. */
export function SelectedMessageRegion({ model }: { readonly model: SessionModel }) {
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
