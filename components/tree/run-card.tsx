"use client";

import type { NodeProps } from "@xyflow/react";
import { ChevronsUpDown } from "lucide-react";
import { memo } from "react";
import { formatShort, plural } from "../ui/format";
import { StateBar } from "../ui/state-bar";
import { useSelection } from "../workspace/selection-context";
import { CardFrame } from "./card-frame";
import { CardHandle } from "./card-handle";
import type { CardNode } from "./flow-elements";
import { runSummary } from "./run-summary";

/** A straight run of messages folded into one card, with what it holds. */
export const RunCard = memo(function RunCard({ data }: NodeProps<CardNode>) {
  const { node: selected, path, toggleRun } = useSelection();
  const first = data.nodes[0];
  if (!first) return null;
  const summary = runSummary(data.nodes);
  const dimmed = path !== null && !data.nodes.some((node) => path.has(node.id));
  return (
    <CardFrame selected={data.nodes.some((node) => node.id === selected)} dimmed={dimmed} stacked>
      <CardHandle type="target" />
      <span className="flex items-center text-ink">
        <span className="font-medium">{plural(summary.turns, "turn")}</span>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => toggleRun(first.id)}
          className="nodrag ml-auto inline-flex items-center gap-1 rounded-sm px-1 text-ink-2 hover:bg-raised hover:text-ink"
        >
          <ChevronsUpDown size={12} aria-hidden />
          unfold
        </button>
      </span>
      <span className="truncate text-sm text-ink-2">
        turns {summary.firstTurn}–{summary.lastTurn} · {plural(summary.toolCalls, "tool call")}
      </span>
      <span className="mt-auto flex items-center gap-2">
        <StateBar counts={data.card.counts} />
        <span className="shrink-0 text-ink-3">
          {summary.driftSpans > 0 && `≈${summary.driftSpans} · `}
          {formatShort(summary.tokens)} tok
        </span>
      </span>
      <CardHandle type="source" />
    </CardFrame>
  );
});
