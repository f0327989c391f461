import { useMemo } from "react";
import type { Overlay } from "@/components/marks/overlay-names";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import { formatCount } from "@/lib/core/base/format-count";

/**
 * What the looks of an overlay mean and how many tokens have each; the cue without colour is drawn and named. A press
 * goes to the next stretch that has the look.
 */
export function OverlayLegend({
  overlay,
  codes,
  isKnown,
  isWhole,
  onStep,
}: {
  readonly overlay: Overlay;
  readonly codes: Uint8Array;
  /** Whether the sample has anything of what the overlay shows. */
  readonly isKnown: boolean;
  readonly isWhole: boolean;
  /** Goes to the next stretch with a look, by its position in the overlay's steps; without it a look is no button. */
  readonly onStep?: (code: number) => void;
}) {
  const { meaning, missing: without, steps } = OVERLAY_FACTS[overlay];
  const missing = isKnown ? null : without;
  const counts = useMemo(() => countCodes(codes, steps.length), [codes, steps]);
  return (
    <footer className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-0.5 border-t border-line px-4 py-1 text-xs text-ink-2">
      {missing === null ? <span className="sr-only">{meaning}.</span> : <span role="note">{missing}</span>}
      {missing === null && isWhole && <span className="text-ink-3">tokens:</span>}
      {missing === null &&
        steps.map(
          ({ look, label, cue }, code) =>
            (counts[code] ?? 0) > 0 && (
              <button
                key={look}
                type="button"
                disabled={!onStep}
                onClick={() => onStep?.(code)}
                className="inline-flex items-center gap-1.5 rounded-sm enabled:hover:bg-raised"
                title={`${label}: ${cue}${onStep ? ". Press for the next ones." : ""}`}
              >
                <span aria-hidden className={`px-1 font-mono leading-5 text-ink ${look}`}>
                  ab
                </span>
                {label}
                <span className="sr-only">({cue})</span>
                {isWhole && <span className="text-ink-3 tabular-nums">{formatCount(counts[code] ?? 0)}</span>}
              </button>
            ),
        )}
    </footer>
  );
}

function countCodes(codes: Uint8Array, kinds: number): Uint32Array {
  const counts = new Uint32Array(kinds);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
