"use client";

import type { RunSteps, StepRange } from "@/lib/core/list/run-steps";
import { StepDrawing } from "./step-drawing";
import { rangeWords } from "./step-range";
import { useBrush } from "./use-brush";

/** Labels that fit beneath the narrowest strip. */
const MOST_LABELS = 8;

/**
 * A run column by column: what trains, above it what was lost and why, and the mean reward as a line. A stretch is
 * chosen by dragging over it, or with the arrow keys: Shift chooses several, Escape all.
 */
export function StepStrip({
  steps,
  chosen,
  onChoose,
}: {
  readonly steps: RunSteps;
  readonly chosen: StepRange | null;
  /** Null: all of them. */
  readonly onChoose: (range: StepRange | null) => void;
}) {
  const { columns, by } = steps;
  const { shown, handlers } = useBrush(steps, chosen, onChoose);
  const [low = 0, high = 0] = shown === null ? [] : [shown.first, shown.last].toSorted((a, b) => a - b);
  const words = shown === null ? "" : rangeWords(by, columns.slice(low, high + 1));
  const every = Math.max(1, Math.ceil(columns.length / MOST_LABELS));
  return (
    <figure>
      <div
        role="slider"
        tabIndex={0}
        aria-label={by === "step" ? "Steps of the run" : "Groups of the run"}
        aria-valuemin={columns[0]?.at ?? 0}
        aria-valuemax={columns.at(-1)?.at ?? 0}
        aria-valuenow={columns[high]?.at ?? 0}
        aria-valuetext={words === "" ? "all of them" : words}
        title="Drag over columns, or use the arrow keys: Shift chooses several, Escape all"
        className="cursor-crosshair touch-pan-y select-none focus-visible:outline-2 focus-visible:outline-focus"
        {...handlers}
      >
        <StepDrawing columns={columns} chosen={shown} />
      </div>
      <div className="relative mt-1 h-4 text-xs text-ink-2" aria-hidden>
        {columns.map(({ at }, place) =>
          place % every === 0 ? (
            <span
              key={at}
              className="absolute -translate-x-1/2"
              style={{ left: `${((place + 0.5) / columns.length) * 100}%` }}
            >
              {at}
            </span>
          ) : null,
        )}
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
        <Legend look="bg-trained" label="trained tokens" />
        <Legend look="cell-realigned" label="lost: realigned" />
        <Legend look="cell-refused" label="lost: refused" />
        <Legend look="cell-dropped" label="lost: dropped" />
        <span>line: mean reward</span>
        <span role="status" className="min-w-0 md:ml-auto">
          {words}
        </span>
      </figcaption>
    </figure>
  );
}

function Legend({ look, label }: { readonly look: string; readonly label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={`size-2.5 rounded-xs ${look}`} />
      {label}
    </span>
  );
}
