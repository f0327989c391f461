"use client";

import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";

/** Ways from a message to the turns that it has to do with. */
export function TurnLinks({ node, model }: { readonly node: NodeView; readonly model: SessionModel }) {
  const { selectNode } = useSelection();
  const { turns, nodes } = model.view;
  const links = relatedTurns(node, turns).flatMap(({ turn, words }) => {
    const target = nodes[turns[turn - 1]?.node ?? -1];
    return target ? [{ id: target.id, turn, words }] : [];
  });
  if (links.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5 text-xs">
      {links.map(({ id, turn, words }) => (
        <li key={`${words} ${turn}`}>
          <button
            type="button"
            onClick={() => selectNode(id)}
            className="rounded-md border border-line-strong px-2 py-0.5 text-ink hover:bg-raised"
          >
            {words} turn {turn}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Turns that a message's own turn came from, led to, or asks again. */
function relatedTurns(
  { turn: index, first_turn: first }: NodeView,
  turns: readonly TurnView[],
): readonly { readonly turn: number; readonly words: string }[] {
  if (index === null) return [{ turn: first, words: "came with the prompt of" }];
  const own = turns[index - 1];
  const related: { readonly turn: number; readonly words: string }[] = [];
  if (own?.spawned_by) related.push({ turn: own.spawned_by.turn, words: "↑ spawned by" });
  if (own && own.retry_of !== null) related.push({ turn: own.retry_of, words: "asks again" });
  for (const other of turns) {
    if (other.spawned_by?.turn === index)
      related.push({ turn: other.index, words: `↓ ${other.sub_agent ?? "sub-agent"}:` });
    if (other.retry_of === index) related.push({ turn: other.index, words: "asked again by" });
  }
  return related;
}
