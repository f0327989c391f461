"use client";

import { formatCount } from "@/lib/core/base/format-count";
import type { TellingThresholds } from "@/lib/core/diff/telling-thresholds";

/** Shows what the same divergence would become at the fork thresholds on either side of where it changes. */
export function ThresholdButtons({
  policy,
  threshold,
  telling: { forks, heals },
  onThreshold,
}: {
  readonly policy: string;
  readonly threshold: number | null;
  readonly telling: TellingThresholds;
  readonly onThreshold: (threshold: number) => void;
}) {
  const choices = [
    {
      size: forks,
      isShown: threshold !== null && threshold <= forks,
      words: `fork, at ${formatCount(forks)} or less`,
    },
    {
      size: heals,
      isShown: threshold !== null && threshold >= heals,
      words: `heal, at ${formatCount(heals)} or more`,
    },
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      <span>
        {threshold === null
          ? `${policy} has no fork threshold. Under slime it would`
          : "At another threshold"}
      </span>
      {choices.map(({ size, isShown, words }) => (
        <button
          key={size}
          type="button"
          aria-pressed={isShown}
          onClick={() => onThreshold(size)}
          className="rounded-md border border-line-strong bg-surface px-2 py-0.5 text-ink hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
        >
          {words}
        </button>
      ))}
    </div>
  );
}
