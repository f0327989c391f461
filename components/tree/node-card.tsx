"use client";

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { NodeView } from "@/lib/core/view/session-view";
import { formatShort } from "../ui/format";
import { StateBar } from "../ui/state-bar";
import { useSelection } from "../workspace/selection-context";
import { CardFrame } from "./card-frame";
import { CardHandle } from "./card-handle";
import type { CardNode } from "./flow-elements";
import { ForkChip } from "./fork-chip";
import { ROLE_MARKS } from "./role-marks";

/** One message: role, turn, first line, forks, and its tokens split by state. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<CardNode>) {
  const { node: selected, path, fresh } = useSelection();
  const node = data.nodes[0];
  if (!node) return null;
  const { icon: Icon, label } = ROLE_MARKS[node.role];
  return (
    <CardFrame
      node={node.id}
      selected={selected === node.id}
      dimmed={path !== null && !path.has(node.id)}
      fresh={fresh.has(node.id)}
    >
      <CardHandle type="target" />
      <span className="flex items-center gap-1.5 text-ink-2">
        <Icon size={14} aria-hidden className="shrink-0" />
        <span className="font-medium text-ink">{label}</span>
        {node.turn !== null && <span>turn {node.turn}</span>}
        <span className="ml-auto flex gap-1">
          {node.forks.map((fork) => (
            <ForkChip key={fork} fork={fork} cause={node.fork_cause} />
          ))}
        </span>
      </span>
      <span className="truncate text-sm text-ink">
        {node.preview || <em className="text-ink-3">empty</em>}
      </span>
      <span className="mt-auto flex items-center gap-2">
        <StateBar counts={node.counts} />
        <CardFigures node={node} />
      </span>
      <CardHandle type="source" />
    </CardFrame>
  );
});

function CardFigures({ node }: { readonly node: NodeView }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-3">
      {node.drift_spans > 0 && (
        <span title={`${node.drift_spans} stretches of drift: sampled tokens that gave up their signal`}>
          ≈{node.drift_spans}
        </span>
      )}
      {node.tokens !== null && <span title={`${node.tokens} tokens`}>{formatShort(node.tokens)} tok</span>}
    </span>
  );
}
