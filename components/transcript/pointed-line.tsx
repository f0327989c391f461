"use client";

import { membershipWords } from "@/components/marks/membership-words";
import { usePointedNode } from "@/components/session/pointed-node";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";

/** Where the message that is pointed at, or else the selected one, trains and where it is context. */
export function PointedLine({ model }: { readonly model: SessionModel }) {
  const pointed = usePointedNode();
  const { node: selected } = useSelection();
  const id = pointed ?? selected;
  const at = id === null ? -1 : (model.positions.get(id) ?? -1);
  const node = model.view.nodes[at];
  return (
    <p
      data-testid="pointed-line"
      className="h-7 shrink-0 truncate border-t border-line px-4 py-1.5 text-xs text-ink-2"
    >
      {node && (
        <>
          <span className="text-ink">
            {node.role}
            {node.turn === null ? "" : ` of turn ${node.turn}`}
          </span>
          : {membershipWords(at, model.samplesOfNode(at))}
        </>
      )}
    </p>
  );
}
