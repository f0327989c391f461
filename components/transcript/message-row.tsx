"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { FORK_MARKS } from "@/components/marks/fork-marks";
import { ROLE_MARKS } from "@/components/marks/role-marks";
import { useChangedNodes } from "@/components/session/changed-nodes-context";
import { isLandmark } from "@/components/session/landmarks";
import { useSelection } from "@/components/session/selection-context";
import { useShowMessage } from "@/components/session/use-show-message";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import type { Band } from "./bands";
import { ForkBand } from "./fork-band";
import { LANDMARK_MARKS } from "./landmark-marks";
import { LostTokens } from "./lost-tokens";
import { hasTwoLines, messageHeight } from "./row-heights";
import { RowRails, type RowRailsProps } from "./row-rails";
import type { MessageEntry as Row } from "./transcript-rows";

/** Kinds said on a row beside its forks, which have a band of their own. */
const MARKED = ["drift", "loss", "compaction", "error"] as const;

export interface MessageRowProps extends RowRailsProps {
  readonly row: Row;
  readonly node: NodeView;
  /** The turn that sampled it; null for a prompt's message. */
  readonly turn: TurnView | null;
  /** The turn that brought it. */
  readonly brought: TurnView | null;
  readonly band: Band | null;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** Whether this row takes the focus when the tree does. */
  readonly current: boolean;
  readonly onFold: (id: string, isFolded: boolean) => void;
}

/** One message of the transcript: its rails, who said it, and the first lines of it. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, node, turn, brought, band, index, top, height, current, onFold, ...rails } = props;
  const { node: selected, path, fresh } = useSelection();
  const showMessage = useShowMessage();
  const changed = useChangedNodes().has(node.id);
  const isSelected = node.id === selected;
  const dimmed = path !== null && !path.has(node.id);
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
      aria-label={rowWords(row, node, turn, changed)}
      onClick={() => showMessage(node.id)}
      onKeyDown={(event) => event.key === "Enter" && showMessage(node.id)}
      className={`transcript-row ${dimmed ? "text-ink-3" : "text-ink"} ${fresh.has(node.id) ? "pulse-once" : ""}`}
      style={{ top, height }}
    >
      {band && <ForkBand band={band} turn={brought} geometry={rails.geometry} />}
      <span className="flex">
        <RowRails isSampled={node.turn !== null} node={row.node} height={messageHeight(node)} {...rails} />
        <span className="min-w-0 flex-1 py-1.5 pr-3 pl-1">
          <span className="flex items-baseline gap-2 text-xs whitespace-nowrap text-ink-3">
            <b className={`font-semibold ${dimmed ? "" : "text-ink"}`}>
              {ROLE_MARKS[node.role].label.toLowerCase()}
            </b>
            <span>{sizeWords(node)}</span>
            <Branches row={row} onToggle={() => onFold(node.id, row.expanded === true)} />
            {changed && (
              <span title="Changed by the settings tried" className="font-medium text-ink">
                Δ
              </span>
            )}
            {turn && isLandmark(node, turn, "error") && <ErrorMark />}
            <LostTokens node={node} />
          </span>
          <span
            className={`text-sm leading-[18px] ${hasTwoLines(node) ? "line-clamp-2" : "block truncate"} ${dimmed ? "" : "text-ink-2"}`}
          >
            {node.preview || <em className="text-ink-3">empty</em>}
          </span>
        </span>
      </span>
    </div>
  );
});

function rowWords(row: Row, node: NodeView, turn: TurnView | null, changed: boolean): string {
  const marks = MARKED.filter((kind) => isLandmark(node, turn, kind));
  const said = [
    node.turn !== null && `turn ${node.turn}`,
    ...node.forks.map((fork) => FORK_MARKS[fork].label),
    ...marks.map((kind) => LANDMARK_MARKS[kind].label),
    changed && "changed",
    row.branches > 0 && plural(row.branches, "branch", "branches"),
  ].filter((part) => typeof part === "string");
  return `${[ROLE_MARKS[node.role].label, ...said].join(", ")}: ${node.preview || "empty"}`;
}

function sizeWords({ turn, tokens }: NodeView): string {
  return [turn !== null && `turn ${turn}`, tokens !== null && `${formatCount(tokens)} tok`]
    .filter((part) => part !== false)
    .join(" · ");
}

function ErrorMark() {
  const { icon: Icon, label } = LANDMARK_MARKS.error;
  return (
    <span title={label} className="self-center text-refused">
      <Icon size={12} aria-hidden />
    </span>
  );
}

/** Unfolds with a press on the arrow alone, so that a press on the row only selects. */
function Branches({ row, onToggle }: { readonly row: Row; readonly onToggle: () => void }) {
  if (row.expanded === null) return null;
  const Icon = row.expanded ? ChevronDown : ChevronRight;
  const branches = plural(row.branches, "branch", "branches");
  return (
    <span
      aria-hidden
      title={`${row.expanded ? "Hide" : "Show"} ${branches}`}
      className="-my-1 inline-flex items-center gap-0.5 self-center py-1 hover:text-ink"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon size={12} />
      {row.expanded ? "" : `${branches} hidden`}
    </span>
  );
}
