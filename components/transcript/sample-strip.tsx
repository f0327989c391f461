"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { Pane } from "@/components/keys/pane";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { formatReward } from "@/components/ui/format";
import { isNarrow } from "@/components/ui/use-is-narrow";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { SampleView } from "@/lib/core/view/session-view";
import type { RailGeometry } from "./rail-geometry";
import { SAMPLES_KEYS } from "./samples-keys";

const PARAMS = { pane: VIEW_PARAMS.pane };

/** So few names stand over their rails; more stand in a row that scrolls. */
const MOST_ALIGNED = 3;
const NAME_PX = 36;
const ALIGNED_LEFT_PX = 7;

/** The samples of the session by name, over their rails; a press opens one's tokens. */
export function SampleStrip({
  model,
  geometry,
  onPoint,
}: {
  readonly model: SessionModel;
  readonly geometry: RailGeometry;
  /** The reader points at a sample or walks to it, and may open it next. */
  readonly onPoint: (sample: number) => void;
}) {
  const { samples, nodes, turns, ledger } = model.view;
  const { sample: selected, selectSample } = useSelection();
  const [, setPane] = useQueryParams(PARAMS);
  const scroller = useRef<HTMLDivElement>(null);
  const isAligned = samples.length <= MOST_ALIGNED;
  const step = isAligned ? geometry.pitch : NAME_PX;
  const virtual = useVirtualizer({
    horizontal: true,
    count: samples.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => step,
    overscan: 4,
    useFlushSync: false,
    paddingStart: ALIGNED_LEFT_PX,
    initialOffset: () => Math.max(0, (selected ?? 0) - 2) * step,
  });
  const goTo = (index: number): void => {
    selectSample(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-sample="${index}"]`)?.focus(),
    );
  };
  const press = (index: number): void => {
    selectSample(selected === index ? null : index);
    if (selected !== index && isNarrow()) setPane({ pane: "tokens" });
  };
  useSampleKeys(samples.length, selected, goTo);
  if (samples.length === 0) return <NoSamples sampled={ledger.sampled} />;
  const chosen = selected === null ? undefined : samples[selected];
  return (
    <Pane name="samples" className="flex h-8 shrink-0 items-center border-b border-line text-xs text-ink-3">
      <div
        ref={scroller}
        data-testid="samples"
        className={`relative h-full shrink-0 overflow-x-auto overflow-y-hidden [scrollbar-width:none] ${isAligned ? "" : "max-w-1/2 min-w-0"}`}
        style={{ width: isAligned ? geometry.width : virtual.getTotalSize() }}
      >
        <span className="relative block h-full" style={{ width: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const sample = samples[index];
            return (
              sample && (
                <button
                  key={sample.index}
                  type="button"
                  data-sample={sample.index}
                  data-pane-focus={(selected ?? 0) === sample.index || undefined}
                  aria-pressed={selected === sample.index}
                  aria-label={sampleWords(sample)}
                  title={sampleWords(sample)}
                  onClick={() => press(sample.index)}
                  onPointerEnter={() => onPoint(sample.index)}
                  onFocus={() => onPoint(sample.index)}
                  className="absolute inset-y-1 rounded-sm text-center font-mono text-ink-2 hover:bg-raised hover:text-ink aria-pressed:bg-ink aria-pressed:text-page"
                  style={{ left: start, width: step }}
                >
                  {sampleName(sample.index)}
                </button>
              )
            );
          })}
        </span>
      </div>
      <p className="min-w-0 flex-1 truncate pr-3 pl-1" data-testid="sample-line">
        {chosen
          ? sampleWords(chosen)
          : `${plural(nodes.length, "message")} · ${plural(turns.length, "turn")} · ${plural(samples.length, "sample")}`}
      </p>
    </Pane>
  );
}

function NoSamples({ sampled }: { readonly sampled: number }) {
  return (
    <p className="shrink-0 border-b border-line px-4 py-2 text-xs text-ink-2">
      {sampled === 0
        ? "No samples yet: none of the turns has token ids. With an engine that returns them, each answer becomes trainable."
        : "This policy makes no sample of this session. The verdict above says where the sampled tokens went."}
    </p>
  );
}

/** `S1, 30 of 42 trained, reward 1, truncated`. */
function sampleWords(sample: SampleView): string {
  const parts = [
    sampleName(sample.index),
    `${formatCount(sample.trained_tokens)} of ${formatCount(sample.length)} trained`,
    `reward ${formatReward(sample.reward)}`,
    sample.truncated && "truncated",
    sample.use_tool && "tools",
    sample.ill_formed && "ill-formed",
  ];
  return parts.filter((part) => part !== false).join(", ");
}

/** Walks the samples. `goTo` selects one by its index and gives its name the focus. */
function useSampleKeys(count: number, selected: number | null, goTo: (index: number) => void): void {
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
