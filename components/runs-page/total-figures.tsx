import Link from "next/link";
import { formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { Figures } from "@/lib/core/list/run-stats";
import { sessionsLink } from "./run-links";

/** The figures of all sessions together. */
export function TotalFigures({ total, filter }: { readonly total: Figures; readonly filter: string }) {
  const figures: readonly (readonly [name: string, value: string, term?: string])[] = [
    ["sessions", formatCount(total.sessions), ""],
    ["turns", formatCount(total.turns)],
    ["samples", formatCount(total.samples)],
    ["yield", formatShare(total.trained_tokens, total.sampled_tokens)],
    ["forks", formatCount(total.forks), "forks:yes"],
    ["lost stretches", formatCount(total.drift_spans), "drift:yes"],
    ["refused tokens", formatCount(total.refused_tokens), "refused:yes"],
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 lg:grid-cols-7">
      {figures.map(([name, value, term]) => (
        <div key={name} className="flex flex-col-reverse bg-surface px-4 py-3 max-lg:last:col-span-2">
          <dt className="text-xs text-ink-2">{name}</dt>
          <dd className="text-lg font-medium">
            {term === undefined ? (
              value
            ) : (
              <Link href={sessionsLink(filter, term)} className="underline-offset-4 hover:underline">
                {value}
              </Link>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
