"use client";

import type { ForkKind } from "@/lib/core/tree";
import type { NodeView } from "@/lib/core/view/session-view";
import { useChangedNodes } from "../tree/changed-nodes-context";
import { FORK_MARKS } from "../tree/fork-marks";
import { ROLE_MARKS } from "../tree/role-marks";
import { StateBar } from "../ui/state-bar";
import { useSelection } from "../workspace/selection-context";
import type { OutlineRow } from "./outline-rows";

const INDENT_PX = 16;

/** One message in the outline. */
export function OutlineItem({
  row,
  node,
  index,
  top,
  current,
}: {
  readonly row: OutlineRow;
  readonly node: NodeView;
  readonly index: number;
  readonly top: number;
  /** Whether this row takes the focus when the tree does. */
  readonly current: boolean;
}) {
  const { node: selected, path, selectNode } = useSelection();
  const { icon: Icon, label } = ROLE_MARKS[node.role];
  const changed = useChangedNodes().has(node.id);
  const isSelected = node.id === selected;
  const dimmed = path !== null && !path.has(node.id);
  const forks = node.forks.map((fork) => FORK_MARKS[fork].label).join(", ");
  return (
    <div
      role="treeitem"
      data-row={index}
      tabIndex={current ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={isSelected}
      aria-label={`${label}${node.turn === null ? "" : `, turn ${node.turn}`}${forks && `, ${forks}`}${changed ? ", changed" : ""}: ${node.preview}`}
      onClick={() => selectNode(node.id)}
      onKeyDown={(event) => event.key === "Enter" && selectNode(node.id)}
      className={`absolute inset-x-0 flex h-8 items-center gap-2 border-l-2 pr-3 text-sm ${
        isSelected ? "border-ink bg-raised" : "border-transparent hover:bg-raised"
      } ${dimmed ? "text-ink-3" : "text-ink"}`}
      style={{ top, paddingLeft: 10 + (row.level - 1) * INDENT_PX }}
    >
      <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
      {node.forks.map((fork) => (
        <OutlineFork key={fork} fork={fork} />
      ))}
      <span className="min-w-0 flex-1 truncate">{node.preview || <em className="text-ink-3">empty</em>}</span>
      {changed && (
        <span title="Changed by the settings tried" className="shrink-0 font-medium text-ink">
          Δ
        </span>
      )}
      <StateBar counts={node.counts} className="w-8! shrink-0" />
    </div>
  );
}

function OutlineFork({ fork }: { readonly fork: ForkKind }) {
  const { icon: Icon, label } = FORK_MARKS[fork];
  return (
    <span title={label} className="shrink-0 text-forked">
      <Icon size={14} aria-hidden />
    </span>
  );
}
