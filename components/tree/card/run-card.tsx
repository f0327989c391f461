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
        <b>{summary.turns === 0 ? plural(nodes.length, "message") : plural(summary.turns, "turn")}</b>
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
        {turnsWords(summary)} · {plural(summary.toolCalls, "tool call")}
      </span>
      <span className="tree-foot">
        <StateBar counts={counts} />
        <span className="tree-figures">{formatShort(summary.tokens)} tok</span>
      </span>
    </CardFrame>
  );
}

/** The turns whose answers it holds: what came in a later prompt behind them is no turn of its own. */
function turnsWords({ turns, firstTurn, lastTurn }: RunSummary): string {
  if (turns === 0) return `of turn ${firstTurn}`;
  return firstTurn === lastTurn ? `turn ${firstTurn}` : `turns ${firstTurn}–${lastTurn}`;
}

/** What a folded run of nodes says about itself. */
function runSummary(nodes: readonly NodeView[]): RunSummary {
  const turns = nodes.flatMap((node) => (node.turn === null ? [] : [node.turn]));
  // Of prompts alone, the turn that brought them.
  const first = nodes[0]?.first_turn ?? 1;
  return {
    turns: turns.length,
    firstTurn: turns[0] ?? first,
    lastTurn: turns.at(-1) ?? first,
    toolCalls: nodes.reduce((sum, node) => sum + node.tool_calls.length, 0),
    tokens: nodes.reduce((sum, node) => sum + (node.tokens ?? 0), 0),
  };
}
