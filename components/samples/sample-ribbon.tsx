"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { formatReward } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { LedgerView, SampleView } from "@/lib/core/view/session-view";
import { ledgerEquation, ledgerSentence } from "./ledger-words";
import { lostMaterial } from "./lost-material";
import { LostRow } from "./lost-row";
import { PointedLine } from "./pointed-line";
import { SampleRow } from "./sample-row";
import { SAMPLES_KEYS } from "./samples-keys";

const ROW_HEIGHT = 30;

/** How the session becomes samples: one row each, one cell per node, and below them what no sample trains. */
export function SampleRibbon({
  model,
  onPoint,
}: {
  readonly model: SessionModel;
  /** The reader points at a sample or walks to it, and may open it next. */
  readonly onPoint: (sample: number) => void;
}) {
  const { samples, ledger } = model.view;
  const { sample: selected, selectSample } = useSelection();
  const longest = samples.reduce((most, { length }) => Math.max(most, length), 1);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: samples.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    useFlushSync: false,
    initialOffset: () => Math.max(0, (selected ?? 0) - 1) * ROW_HEIGHT,
  });
  const goTo = (index: number): void => {
    selectSample(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-sample="${index}"] button`)?.focus(),
    );
  };
  useRibbonKeys(samples.length, selected, goTo);
  return (
    <div className="flex h-full flex-col" data-testid="ribbon">
      <ConservationLine ledger={ledger} />
      <PointedLine model={model} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-4 pb-2">
        {samples.length === 0 && <NoSamples sampled={ledger.sampled} />}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const sample = samples[index];
            return (
              sample && (
                <div
                  key={sample.index}
                  data-sample={sample.index}
                  className="absolute inset-x-0"
                  style={{ top: start }}
                >
                  <SampleRow
                    sample={sample}
                    nodes={model.view.nodes}
                    longest={longest}
                    selected={selected === sample.index}
                    takesFocus={(selected ?? 0) === sample.index}
                    figures={`${formatCount(sample.trained_tokens)} of ${formatCount(sample.length)} trained`}
                    reward={formatReward(sample.reward)}
                    marks={sampleMarks(sample)}
                    onPoint={() => onPoint(sample.index)}
                    onSelect={() => selectSample(selected === sample.index ? null : sample.index)}
                  />
                </div>
              )
            );
          })}
        </div>
        {lostMaterial(ledger, model.view.nodes).map((material) => (
          <LostRow key={material.reason} material={material} model={model} />
        ))}
      </div>
    </div>
  );
}

function NoSamples({ sampled }: { readonly sampled: number }) {
  return (
    <p className="py-2 text-sm text-ink-2">
      {sampled === 0
        ? "No samples yet: none of the turns has token ids. With an engine that returns them, each answer becomes trainable."
        : "This policy makes no sample of this session. The rows below say where the sampled tokens went."}
    </p>
  );
}

function sampleMarks(sample: SampleView): readonly string[] {
  return [
    sample.truncated && "truncated",
    sample.use_tool && "tools",
    sample.ill_formed && "ill-formed",
  ].filter((mark) => mark !== false);
}

/** Where every sampled token went. Red if the sum fails, which it never should: export then refuses. */
function ConservationLine({ ledger }: { readonly ledger: LedgerView }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2 text-xs text-ink-2">
      <p
        data-testid="conservation"
        className={ledger.balanced ? "font-medium text-ink" : "font-medium text-refused"}
      >
        {ledgerEquation(ledger)}
        {!ledger.balanced && " — this does not add up, so export refuses"}
      </p>
      <p>
        {ledgerSentence(ledger)}
        {ledger.trained_twice > 0 &&
          ` ${formatCount(ledger.trained_twice)} tokens are trained in more than one sample.`}
      </p>
    </div>
  );
}

/** Walks the samples. `goTo` selects one by its index and gives its row the focus. */
function useRibbonKeys(count: number, selected: number | null, goTo: (index: number) => void): void {
  const within = (index: number) => (): void => goTo(Math.min(count - 1, Math.max(0, index)));
  usePaneShortcuts(
    "samples",
    SAMPLES_KEYS,
    count === 0
      ? {}
      : {
          "samples.next": within(selected === null ? 0 : selected + 1),
          "samples.previous": within(selected === null ? count - 1 : selected - 1),
        },
  );
}
