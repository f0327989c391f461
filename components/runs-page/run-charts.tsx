"use client";

import { causeTerm } from "@/lib/core/list/cause-terms";
import type { RunStats, TimeFigures } from "@/lib/core/list/run-stats";
import { ChartCard } from "./chart-card";
import {
  type ChartPoint,
  type ChartSeries,
  evenPoints,
  forkPoints,
  forkSeries,
  type SeriesLook,
} from "./chart-series";
import { sessionsLink, startedTerm } from "./run-links";

/** Forks, drift, refusals and yield over time. A click on a bar lists its sessions. */
export function RunCharts({ stats, filter }: { readonly stats: RunStats; readonly filter: string }) {
  const { over_time: overTime, bucket_ms: stepMs } = stats;
  const series = forkSeries(stats);
  const linkTo = (point: ChartPoint, ...terms: readonly string[]): string =>
    sessionsLink(withoutStart(filter), startedTerm(point.from, stepMs), ...terms);
  const pointsOf = (value: (figures: TimeFigures) => number): readonly ChartPoint[] =>
    evenPoints(
      overTime.map((figures) => ({ from: figures.from, values: { value: value(figures) } })),
      stepMs,
    );
  const forkTerm = ({ causes }: ChartSeries): string => {
    const [only, ...others] = causes;
    return only !== undefined && others.length === 0 ? causeTerm(only) : "forks:yes";
  };
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartCard
        title="Forks by cause"
        meaning="How often sessions that began then stop being one straight conversation"
        unit="forks"
        empty="No fork in this time."
        points={evenPoints(forkPoints(overTime, series), stepMs)}
        series={series}
        stepMs={stepMs}
        hrefOf={(point, each) => linkTo(point, forkTerm(each))}
      />
      <ChartCard
        title="Yield"
        meaning="Share of the sampled tokens that some sample trains"
        unit="% of sampled tokens"
        empty="Nothing was sampled in this time."
        points={pointsOf(({ trained_tokens, sampled_tokens }) =>
          sampled_tokens > 0 ? trained_tokens / sampled_tokens : 0,
        )}
        series={[single("yield", "solid")]}
        stepMs={stepMs}
        percent
        hrefOf={(point) => linkTo(point)}
      />
      <ChartCard
        title="Lost stretches"
        meaning="Stretches where a later prompt spelled an answer with other tokens, and the signal was given up"
        unit="stretches"
        empty="Nothing was lost in this time."
        points={pointsOf(({ drift_spans }) => drift_spans)}
        series={[single("lost stretches", "stripes")]}
        stepMs={stepMs}
        hrefOf={(point) => linkTo(point, "drift:yes")}
      />
      <ChartCard
        title="Refused tokens"
        meaning="Sampled tokens that cannot be trained: not proven, without log-probs, undelivered"
        unit="tokens"
        empty="Nothing was refused in this time."
        points={pointsOf(({ refused_tokens }) => refused_tokens)}
        series={[single("refused tokens", "cross")]}
        stepMs={stepMs}
        hrefOf={(point) => linkTo(point, "refused:yes")}
      />
    </div>
  );
}

function single(label: string, look: SeriesLook): ChartSeries {
  return { key: "value", label, look, causes: [] };
}

/** A bar's own time takes the place of the page's. */
function withoutStart(filter: string): string {
  return filter.replace(/(^| )started:\S+/, "").trim();
}
