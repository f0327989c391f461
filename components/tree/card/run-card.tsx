"use client";

import { useSelection } from "@/components/session/selection-context";
import { runSummary } from "@/components/tree/layout/run-summary";
import { formatShort, plural } from "@/components/ui/format";
import { StateBar } from "@/components/ui/state-bar";
import type { NodeView } from "@/lib/core/view/session-view";
import { CardFrame } from "./card-frame";

/** A straight run of messages folded into one card, with what it holds. */
export function RunCard({
  nodes,
  counts,
}: {
  readonly nodes: readonly NodeView[];
  readonly counts: readonly number[];
}) {
  const { node: selected, path, fresh, toggleRun } = useSelection();
  const [first] = nodes;
  if (!first) return null;
  const summary = runSummary(nodes);
  return (
    <CardFrame ids={nodes.map(({ id }) => id)} selected={selected} path={path} fresh={fresh} stacked>
      <span className="tree-head">
        <b>{plural(summary.turns, "turn")}</b>
        <button
          type="button"
          tabIndex={-1}
          title={`Show each of the ${nodes.length} messages`}
          onClick={() => toggleRun(first.id)}
          className="nodrag ml-auto rounded-sm px-1 hover:bg-raised hover:text-ink"
        >
          ⇕ unfold
        </button>
      </span>
      <span className="tree-preview text-ink-2!">
        {summary.firstTurn === summary.lastTurn
          ? `turn ${summary.firstTurn}`
          : `turns ${summary.firstTurn}–${summary.lastTurn}`}{" "}
        · {plural(summary.toolCalls, "tool call")}
      </span>
      <span className="tree-foot">
        <StateBar counts={counts} />
        <span className="tree-figures">
          {summary.driftSpans > 0 && `≈${summary.driftSpans} · `}
          {formatShort(summary.tokens)} tok
        </span>
      </span>
    </CardFrame>
  );
}
