"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { useViewState } from "@/components/address/view-state";
import { formatTokenRange } from "@/components/marks/token-range";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { isNarrow } from "@/components/ui/use-is-narrow";
import type { Band } from "./bands";
import { BundleRow } from "./bundle-row";
import { MessageRow } from "./message-row";
import { cellOf } from "./rail-cell";
import type { RailGeometry } from "./rail-geometry";
import type { Rail } from "./rails";
import type { TranscriptRow } from "./transcript-rows";
import { useKeptCallback } from "./use-kept-callback";

/** The rows in view, as a tree to read out. */
export function TranscriptTree({
  model,
  rows,
  rails,
  bands,
  geometry,
  virtual,
  current,
  onFold,
  onOpen,
}: {
  readonly model: SessionModel;
  readonly rows: readonly TranscriptRow[];
  readonly rails: readonly Rail[];
  /** By the position of the message below. */
  readonly bands: ReadonlyMap<number, Band>;
  readonly geometry: RailGeometry;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** Index of the row that takes the focus when the tree does. */
  readonly current: number;
  readonly onFold: (id: string, isFolded: boolean) => void;
  readonly onOpen: (id: string) => void;
}) {
  const { nodes, turns, samples } = model.view;
  const { sample } = useSelection();
  const onCell = useKeptCallback(useOpenCell(model));
  const fold = useKeptCallback(onFold);
  const selectedRail = sample === null ? -1 : rails.findIndex((rail) => rail.samples.includes(sample));
  const beside = { rails, samples, geometry };
  return (
    <div
      role="tree"
      aria-label="Messages of the session"
      tabIndex={-1}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map(({ index, start, size }) => {
        const row = rows[index];
        if (row?.kind === "bundle") {
          const place = { index, top: start, height: size, current: index === current };
          return <BundleRow key={row.id} row={row} {...place} {...beside} onOpen={onOpen} />;
        }
        const node = row && nodes[row.node];
        return (
          node && (
            <MessageRow
              key={node.id}
              row={row}
              node={node}
              turn={node.turn === null ? null : (turns[node.turn - 1] ?? null)}
              brought={turns[node.first_turn - 1] ?? null}
              band={bands.get(row.node) ?? null}
              index={index}
              top={start}
              height={size}
              current={index === current}
              selectedRail={selectedRail}
              onFold={fold}
              onCell={onCell}
              {...beside}
            />
          )
        );
      })}
    </div>
  );
}

/** One press on a cell of a rail: the sample, the message, and the message's tokens in it. */
function useOpenCell({ view }: SessionModel): (sample: number, node: number) => void {
  const [, setState] = useViewState();
  return (index, at) => {
    const [sample, node] = [view.samples[index], view.nodes[at]];
    const cell = sample && cellOf(sample, at);
    if (!node || !cell) return;
    const tok = formatTokenRange({ start: cell.start, end: cell.start + Math.max(1, cell.length) });
    setState({ node: node.id, sample: index + 1, tok, ...(isNarrow() && { pane: "tokens" }) });
  };
}
