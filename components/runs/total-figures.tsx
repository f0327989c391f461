import { formatCount, formatShare } from "../ui/format";
import type { Figures } from "./stats-view";

/** The figures of all sessions together. */
export function TotalFigures({ total }: { readonly total: Figures }) {
  const figures: readonly (readonly [string, string])[] = [
    ["sessions", formatCount(total.sessions)],
    ["turns", formatCount(total.turns)],
    ["samples", formatCount(total.samples)],
    ["trained", formatShare(total.trained_tokens, total.sampled_tokens)],
    ["forks", formatCount(total.forks)],
    ["drifts", formatCount(total.drift_spans)],
    ["refused tokens", formatCount(total.refused_tokens)],
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 lg:grid-cols-7">
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse bg-surface px-4 py-3 max-lg:last:col-span-2">
          <dt className="text-xs text-ink-2">{name}</dt>
          <dd className="text-lg font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
