"use client";

const THRESHOLDS = [32, 64, 128] as const;

/** Shows what the same divergence would become at other fork thresholds. */
export function ThresholdButtons({
  policy,
  threshold,
  onThreshold,
}: {
  readonly policy: string;
  readonly threshold: number | null;
  readonly onThreshold: (threshold: number) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      <span>
        {threshold === null
          ? `${policy} has no fork threshold. Show it under slime, at threshold`
          : "Show at threshold"}
      </span>
      {THRESHOLDS.map((size) => (
        <button
          key={size}
          type="button"
          aria-pressed={threshold === size}
          onClick={() => onThreshold(size)}
          className="rounded-md border border-line-strong bg-surface px-2 py-0.5 text-ink hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
        >
          {size}
        </button>
      ))}
    </div>
  );
}
