"use client";

import { useMemo, useRef } from "react";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/lib/core/base/format-count";
import { makeBands } from "./bands";
import { PointedLine } from "./pointed-line";
import { railGeometry } from "./rail-geometry";
import { RailPatterns } from "./rail-patterns";
import { makeRails } from "./rails";
import { SampleStrip } from "./sample-strip";
import { TranscriptFilterBar } from "./transcript-filter-bar";
import { TranscriptTree } from "./transcript-tree";
import { useRowFocus } from "./use-row-focus";
import { useTranscriptRows } from "./use-transcript-rows";

/** The messages of a session in the order of time, each beside the rails of its samples. The accessible tree. */
export function Transcript({
  model,
  onPoint,
}: {
  readonly model: SessionModel;
  /** The reader points at a sample or walks to it, and may open it next. */
  readonly onPoint: (sample: number) => void;
}) {
  const { node: selected } = useSelection();
  const { nodes } = model.view;
  const transcript = useTranscriptRows(model, selected);
  const { rows } = transcript;
  const rails = useMemo(() => makeRails(model.view, rows), [model, rows]);
  const bands = useMemo(() => makeBands(model.view, rails), [model, rails]);
  const geometry = useMemo(() => railGeometry(rails.length), [rails.length]);
  const scroller = useRef<HTMLDivElement>(null);
  const { virtual, current, goTo } = useRowFocus(model, transcript, bands, scroller);
  return (
    <div className="flex h-full flex-col" data-testid="transcript-pane">
      <TranscriptFilterBar
        filter={transcript.filter}
        counts={transcript.counts}
        found={transcript.found}
        total={nodes.length}
        onFilter={transcript.setFilter}
        onLeave={() => rows.length > 0 && goTo(current)}
      />
      <SampleStrip model={model} geometry={geometry} onPoint={onPoint} />
      <RailPatterns />
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-auto [overflow-anchor:none]"
        data-testid="transcript"
      >
        {rows.length === 0 ? (
          <NoRowFits
            total={nodes.length}
            onClear={() => transcript.setFilter({ text: "", landmark: null })}
          />
        ) : (
          <TranscriptTree
            model={model}
            rows={rows}
            rails={rails}
            bands={bands}
            geometry={geometry}
            virtual={virtual}
            current={current}
            onFold={transcript.fold}
            onOpen={transcript.open}
          />
        )}
      </div>
      <PointedLine model={model} />
    </div>
  );
}

function NoRowFits({ total, onClear }: { readonly total: number; readonly onClear: () => void }) {
  return (
    <EmptyState title="No message fits">
      <button type="button" className="underline underline-offset-4" onClick={onClear}>
        Show all {formatCount(total)}
      </button>
    </EmptyState>
  );
}
