"use client";

import { useSelection } from "@/components/session/selection-context";
import { formatShort } from "@/components/ui/format";
import { StateBar } from "@/components/ui/state-bar";
import { plural } from "@/lib/core/base/format-count";
import type { NodeView } from "@/lib/core/view/session-view";
import { CardFrame } from "./card-frame";

interface RunSummary {
  readonly turns: number;
  readonly firstTurn: number;
  readonly lastTurn: number;
  readonly toolCalls: number;
  readonly driftSpans: number;
  readonly tokens: number;
}

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

/** What a folded run of nodes says about itself. */
function runSummary(nodes: readonly NodeView[]): RunSummary {
  const turns = nodes.flatMap((node) => (node.turn === null ? [] : [node.turn]));
  return {
    turns: turns.length,
    firstTurn: Math.min(...nodes.map((node) => node.first_turn)),
    lastTurn: Math.max(...nodes.map((node) => node.turn ?? node.first_turn)),
    toolCalls: nodes.reduce((sum, node) => sum + node.tool_calls.length, 0),
    driftSpans: nodes.reduce((sum, node) => sum + node.drift_spans, 0),
    tokens: nodes.reduce((sum, node) => sum + (node.tokens ?? 0), 0),
  };
}
