"use client";

import { usePointedNode } from "@/components/session/pointed-node";
import { StateBar } from "@/components/ui/state-bar";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { NodeView, SampleView } from "@/lib/core/view/session-view";
import { mergeCells, type RibbonCell } from "./merge-cells";

/** Boxes that fit on a row and can still be told apart. */
const MOST_CELLS = 120;

/** One sample: its nodes in order, each as wide as its share of the longest sample's tokens. */
export function SampleRow({
  sample,
  nodes,
  longest,
  selected,
  figures,
  reward,
  marks,
  takesFocus,
  onPoint,
  onSelect,
}: {
  readonly sample: SampleView;
  readonly nodes: readonly NodeView[];
  readonly longest: number;
  readonly selected: boolean;
  readonly figures: string;
  readonly reward: string;
  readonly marks: readonly string[];
  /** Whether the focus comes here when it comes to the ribbon. */
  readonly takesFocus: boolean;
  readonly onPoint: () => void;
  readonly onSelect: () => void;
}) {
  return (
    <button
      type="button"
      data-pane-focus={takesFocus || undefined}
      aria-pressed={selected}
      onClick={onSelect}
      onPointerEnter={onPoint}
      onFocus={onPoint}
      className={`flex w-full items-center gap-3 rounded-md border px-2 py-1.5 text-left text-xs ${
        selected ? "border-ink bg-raised" : "border-transparent hover:bg-raised"
      }`}
    >
      <span className="w-8 shrink-0 font-medium text-ink">{sampleName(sample.index)}</span>
      <span className="flex h-4 min-w-0 flex-1 gap-px">
        {mergeCells(sample.cells, longest / MOST_CELLS).map((cell) => (
          <Cell key={cell.start} cell={cell} nodes={nodes} share={cell.length / longest} />
        ))}
      </span>
      <span className="w-40 shrink-0 text-right whitespace-nowrap text-ink-2 max-sm:w-36">{figures}</span>
      <span className="w-20 shrink-0 text-right text-ink-2 max-sm:hidden">reward {reward}</span>
      <span className="w-28 shrink-0 truncate text-ink-3 max-lg:hidden">{marks.join(" · ")}</span>
    </button>
  );
}

function Cell({
  cell,
  nodes,
  share,
}: {
  readonly cell: RibbonCell;
  readonly nodes: readonly NodeView[];
  readonly share: number;
}) {
  const [first] = cell.nodes;
  const pointed = usePointedNode();
  const isPointed = pointed !== null && cell.nodes.some((at) => nodes[at]?.id === pointed);
  const node = first === undefined ? undefined : nodes[first];
  const more = cell.nodes.length > 1 ? ` and ${cell.nodes.length - 1} more` : "";
  return (
    <span
      data-node={node?.id}
      data-pointed={isPointed || undefined}
      className={`min-w-px rounded-xs ${isPointed ? "outline-2 outline-offset-1 outline-ink outline-solid" : ""}`}
      style={{ flexBasis: `${share * 100}%` }}
      title={node && `${node.role}${node.turn === null ? "" : `, turn ${node.turn}`}: ${node.preview}${more}`}
    >
      <StateBar counts={cell.counts} className="h-4!" />
    </span>
  );
}
