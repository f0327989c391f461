"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { FORK_MARKS } from "@/components/marks/fork-marks";
import { ROLE_MARKS } from "@/components/marks/role-marks";
import { useChangedNodes } from "@/components/session/changed-nodes-context";
import { isLandmark } from "@/components/session/landmarks";
import type { OutlineRow } from "@/components/session/outline-rows";
import { useSelection } from "@/components/session/selection-context";
import { useShowMessage } from "@/components/session/use-show-message";
import { StateBar } from "@/components/ui/state-bar";
import { plural } from "@/lib/core/base/format-count";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import { LANDMARK_MARKS } from "./landmark-marks";

const INDENT_PX = 14;

/** Kinds marked on a row beside its forks, which have marks of their own. */
const MARKED = ["drift", "loss", "compaction", "error"] as const;

/** One message in the outline. */
export function OutlineItem({
  row,
  node,
  turn,
  index,
  top,
  current,
  onToggle,
}: {
  readonly row: OutlineRow;
  readonly node: NodeView;
  /** The turn that sampled it; null for a prompt's message. */
  readonly turn: TurnView | null;
  readonly index: number;
  readonly top: number;
  /** Whether this row takes the focus when the tree does. */
  readonly current: boolean;
  readonly onToggle: () => void;
}) {
  const { node: selected, path, fresh } = useSelection();
  const showMessage = useShowMessage();
  const { icon: Icon, label } = ROLE_MARKS[node.role];
  const changed = useChangedNodes().has(node.id);
  const isSelected = node.id === selected;
  const dimmed = path !== null && !path.has(node.id);
  const marks = MARKED.filter((kind) => isLandmark(node, turn, kind));
  const said = [
    node.turn !== null && `turn ${node.turn}`,
    ...node.forks.map((fork) => FORK_MARKS[fork].label),
    ...marks.map((kind) => LANDMARK_MARKS[kind].label),
    changed && "changed",
    row.branches > 0 && plural(row.branches, "branch").replace(/hs$/, "hes"),
  ].filter((part) => typeof part === "string");
  return (
    <div
      role="treeitem"
      data-row={index}
      data-node={node.id}
      data-pane-focus={current || undefined}
      tabIndex={current ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={isSelected}
      aria-expanded={row.expanded ?? undefined}
      aria-label={`${[label, ...said].join(", ")}: ${node.preview || "empty"}`}
      onClick={() => showMessage(node.id)}
      onKeyDown={(event) => event.key === "Enter" && showMessage(node.id)}
      className={`absolute inset-x-0 flex h-8 items-center gap-2 border-l-2 pr-3 text-sm outline-offset-[-2px] ${
        isSelected ? "border-ink bg-raised" : "border-transparent hover:bg-raised"
      } ${dimmed ? "text-ink-3" : "text-ink"} ${fresh.has(node.id) ? "pulse-once" : ""}`}
      style={{ top, paddingLeft: 8 + (row.level - 1) * INDENT_PX }}
    >
      <Branches row={row} onToggle={onToggle} />
      <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
      {node.forks.map((fork) => (
        <ForkMark key={fork} fork={fork} />
      ))}
      <span className="min-w-0 flex-1 truncate">{node.preview || <em className="text-ink-3">empty</em>}</span>
      {changed && (
        <span title="Changed by the settings tried" className="shrink-0 font-medium text-ink">
          Δ
        </span>
      )}
      {marks.map((kind) => {
        const { icon: Mark, label: meaning, look } = LANDMARK_MARKS[kind];
        return (
          <span key={kind} title={meaning} className={`shrink-0 ${look}`}>
            <Mark size={12} aria-hidden />
          </span>
        );
      })}
      <StateBar counts={node.counts} className="w-8! shrink-0" />
    </div>
  );
}

/** Unfolds with a click on the arrow alone, so that a click on the row only selects. */
function Branches({ row, onToggle }: { readonly row: OutlineRow; readonly onToggle: () => void }) {
  if (row.expanded === null) return <span aria-hidden className="w-3 shrink-0" />;
  const Icon = row.expanded ? ChevronDown : ChevronRight;
  return (
    <span
      aria-hidden
      title={`${row.expanded ? "Hide" : "Show"} ${row.branches === 1 ? "the branch" : `${row.branches} branches`}`}
      className="-my-2 shrink-0 py-2 text-ink-3 hover:text-ink"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon size={12} />
    </span>
  );
}

function ForkMark({ fork }: { readonly fork: NodeView["forks"][number] }) {
  const { icon: Icon, label } = FORK_MARKS[fork];
  return (
    <span title={label} className="shrink-0 text-forked">
      <Icon size={14} aria-hidden />
    </span>
  );
}
