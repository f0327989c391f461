"use client";

import type { KeyboardEvent } from "react";
import { Hint } from "@/components/ui/hint";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ThresholdComparison } from "@/lib/core/lab/threshold-comparisons";
import type { Policy } from "@/lib/core/policy/policy";
import { nearestStop, placeOf, scaleBars, stepStop } from "./threshold-scale";
import { usePolicyChoice } from "./use-policy-choice";

/** Steps of the native slider; it only ever stands where something may change. */
const STEPS = 1000;
/** The least that the scale reaches up to, so that a session without drift still has one. */
const LEAST_SCALE = 64;

const STEP_OF_KEY: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
};

/** The fork threshold, over how long the stretches are that it is compared with. */
export function ThresholdSlider({
  policy,
  own,
  comparisons,
  stops,
  disabled,
}: {
  readonly policy: Policy;
  /** The session's own threshold. */
  readonly own: number;
  readonly comparisons: readonly ThresholdComparison[];
  readonly stops: readonly number[];
  readonly disabled: boolean;
}) {
  const { setThreshold } = usePolicyChoice();
  const threshold = policy.fork_threshold_tokens;
  const most = Math.max(LEAST_SCALE, threshold, own, (stops.at(-1) ?? 0) * 1.5);
  const bars = scaleBars(comparisons, most);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEP_OF_KEY[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = stepStop(threshold, stops, by);
    if (next !== null) setThreshold(next);
  };
  const healed = comparisons.filter(({ tokens }) => tokens < threshold).length;
  return (
    <div className={disabled ? "opacity-60" : ""}>
      <div className="flex items-baseline gap-2">
        <Hint text="Stretches shorter than this are healed: other tokens are realigned, a rewrite merged. Longer ones fork. 0 heals none.">
          <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
            Fork threshold
          </span>
        </Hint>
        <output className="font-medium tabular-nums">{formatCount(threshold)}</output>
        <span className="text-ink-2">tokens</span>
        {threshold !== own && <span className="ml-auto text-xs text-ink-3">own: {formatCount(own)}</span>}
      </div>
      <div className="relative mx-1 mt-2 h-12" aria-hidden>
        <Bars bars={bars} threshold={threshold} />
      </div>
      <div className="relative">
        <Ticks stops={stops} own={own} most={most} />
        <input
          type="range"
          min={0}
          max={STEPS}
          step={1}
          aria-label="Fork threshold"
          aria-valuetext={`${plural(threshold, "token")}: ${healed} healed, ${comparisons.length - healed} fork`}
          disabled={disabled || stops.length < 2}
          value={Math.round(placeOf(threshold, most) * STEPS)}
          onChange={(event) => setThreshold(nearestStop(event.target.valueAsNumber / STEPS, stops, most))}
          onKeyDown={onKeyDown}
          className="threshold-slider relative block w-full"
        />
      </div>
      <p className="mt-1 text-xs text-ink-2">
        {sentence(disabled, policy, comparisons.length, healed)}
        {!disabled && comparisons.length > 0 && (
          <span className="max-[800px]:hidden"> Keys , and ; step between the marks.</span>
        )}
      </p>
    </div>
  );
}

function sentence(disabled: boolean, policy: Policy, all: number, healed: number): string {
  if (disabled)
    return "Other tokens and rewrites fork whatever their length. Let one of them heal to have a threshold.";
  if (all === 0)
    return `No prompt of this session holds other tokens and no answer was rewritten: under ${policy.name}, no threshold changes anything.`;
  const counted = plural(all, "changed stretch or rewrite", "changed stretches and rewrites");
  const heals =
    healed === all
      ? "below the threshold, so healed"
      : `${formatCount(healed)} below the threshold and healed, ${formatCount(all - healed)} at or above it and forked`;
  return `${counted}, ${healed === 0 ? "at or above the threshold, so forked" : heals}.`;
}

function Bars({
  bars,
  threshold,
}: {
  readonly bars: ReturnType<typeof scaleBars>;
  readonly threshold: number;
}) {
  const tallest = bars.reduce((most, { count }) => Math.max(most, count), 1);
  return bars.map(({ from, to, count, least, most }) => (
    <span
      key={from}
      title={`${plural(count, "changed stretch or rewrite", "changed stretches and rewrites")} of ${least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`} tokens`}
      className={`absolute bottom-0 rounded-t-xs ${most < threshold ? "cell-realigned" : "bg-forked"}`}
      style={{
        left: `calc(${from * 100}% + 1px)`,
        width: `calc(${(to - from) * 100}% - 2px)`,
        height: `${15 + 85 * (count / tallest)}%`,
      }}
    />
  ));
}

/** More marks than these stand side by side and tell nothing. */
const MOST_TICKS = 200;

function Ticks({
  stops,
  own,
  most,
}: {
  readonly stops: readonly number[];
  readonly own: number;
  readonly most: number;
}) {
  return (
    <span aria-hidden className="absolute inset-x-1 -top-0.5 block h-2">
      {stops.slice(0, MOST_TICKS).map((stop) => (
        <span
          key={stop}
          className="absolute h-1.5 w-px bg-ink-3"
          style={{ left: `${placeOf(stop, most) * 100}%` }}
        />
      ))}
      <span
        title={`The session's own threshold: ${formatCount(own)}`}
        className="absolute h-2.5 w-0.5 -translate-x-1/2 bg-ink"
        style={{ left: `${placeOf(own, most) * 100}%` }}
      />
    </span>
  );
}
