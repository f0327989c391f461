"use client";

import type { SessionModel } from "@/components/session/session-model";
import { useShowMessage } from "@/components/session/use-show-message";
import { formatCount } from "@/lib/core/base/format-count";
import { nodeOfTurn, signalsTakenBy, signalTakers } from "@/lib/core/diff/signal-takers";
import type { NodeView, SessionView } from "@/lib/core/view/session-view";

/** Ways from a message to the turns that it has to do with. */
export function TurnLinks({ node, model }: { readonly node: NodeView; readonly model: SessionModel }) {
  const showMessage = useShowMessage();
  const links = relatedTurns(node, model.view).flatMap(({ turn, ...link }) => {
    const id = nodeOfTurn(model.view, turn);
    return id === null ? [] : [{ id, turn, ...link }];
  });
  if (links.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5 text-xs">
      {links.map(({ id, turn, words, tab }) => (
        <li key={`${words} ${turn}`}>
          <button
            type="button"
            onClick={() => showMessage(id, tab)}
            className="rounded-md border border-line-strong px-2 py-0.5 text-ink hover:bg-raised"
          >
            {words} turn {turn}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface RelatedTurn {
  readonly turn: number;
  readonly words: string;
  /** Set where the difference of that turn is what the words speak of. */
  readonly tab?: "diff";
}

/** Turns that a message's own turn came from, led to, or asks again, and those that it has lost signal to or took it from. */
function relatedTurns(
  { turn: index, first_turn: first }: NodeView,
  view: SessionView,
): readonly RelatedTurn[] {
  const { turns } = view;
  if (index === null) return [{ turn: first, words: "came with the prompt of" }];
  const own = turns[index - 1];
  const related: RelatedTurn[] = [
    ...signalTakers(view, index).map(({ turn, tokens }): RelatedTurn => {
      return { turn, words: `≈ ${formatCount(tokens)} lost: see the prompt of`, tab: "diff" };
    }),
    ...signalsTakenBy(view, index).map(({ turn, tokens }): RelatedTurn => {
      return { turn, words: `≈ its prompt cost ${formatCount(tokens)} of` };
    }),
  ];
  if (own?.spawned_by) related.push({ turn: own.spawned_by.turn, words: "↑ spawned by" });
  if (own && own.retry_of !== null) related.push({ turn: own.retry_of, words: "asks again" });
  for (const other of turns) {
    if (other.spawned_by?.turn === index)
      related.push({ turn: other.index, words: `↓ ${other.sub_agent ?? "sub-agent"}:` });
    if (other.retry_of === index) related.push({ turn: other.index, words: "asked again by" });
  }
  return related;
}
