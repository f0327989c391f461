"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useId } from "react";
import { formatCount } from "@/lib/core/base/format-count";
import { LookSwatch } from "./chart-patterns";
import type { ChartPoint, ChartSeries } from "./chart-series";
import { stretchLabel } from "./run-links";

/** The library of charts is fetched by this page alone, once it stands. */
const TimeChart = dynamic(() => import("./time-chart").then((chart) => chart.TimeChart), {
  ssr: false,
  loading: () => <div className="h-[180px] animate-pulse rounded-md bg-raised" />,
});

/** A chart with its legend, and the same as a table, whose cells are links. */
export function ChartCard(props: {
  readonly title: string;
  readonly meaning: string;
  /** What the axis counts. */
  readonly unit: string;
  readonly empty: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly ChartSeries[];
  readonly stepMs: number;
  readonly percent?: boolean;
  readonly hrefOf: (point: ChartPoint, series: ChartSeries) => string;
}) {
  const { title, meaning, unit, empty, points, series } = props;
  const name = useId();
  const isEmpty = points.every(({ values }) => Object.values(values).every((value) => value === 0));
  return (
    <section className="flex flex-col rounded-lg border border-line bg-surface p-3">
      <h2 className="text-sm font-medium">{title}</h2>
      <p className="text-xs text-ink-2">{meaning}</p>
      {isEmpty ? (
        <p className="flex h-[180px] items-center justify-center text-sm text-ink-2">{empty}</p>
      ) : (
        <>
          <div className="mt-2" aria-hidden>
            <p className="text-xs text-ink-3">{unit}</p>
            <TimeChart {...props} />
          </div>
          {series.length > 1 && (
            <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
              {series.map(({ key, label, look }) => (
                <li key={key} className="inline-flex items-center gap-1.5">
                  <LookSwatch name={`${name}-${key}`} look={look} />
                  {label}
                </li>
              ))}
            </ul>
          )}
          <PointTable {...props} />
        </>
      )}
    </section>
  );
}

function PointTable({
  title,
  points,
  series,
  stepMs,
  percent = false,
  hrefOf,
}: Parameters<typeof ChartCard>[0]) {
  const told = points.filter(({ values }) => Object.keys(values).length > 0);
  return (
    <details className="mt-2 text-xs">
      <summary className="text-ink-2">As a table</summary>
      <div className="mt-1 max-h-64 overflow-auto">
        <table className="w-full" aria-label={title}>
          <thead>
            <tr className="text-left text-ink-2">
              <th className="py-1 pr-3 font-medium">From (UTC)</th>
              {series.map(({ key, label }) => (
                <th key={key} className="py-1 pr-3 text-right font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map((point) => (
              <tr key={point.from} className="border-t border-line">
                <td className="py-1 pr-3">{stretchLabel(point.from, stepMs)}</td>
                {series.map((each) => {
                  const value = point.values[each.key] ?? 0;
                  const text = percent ? `${(value * 100).toFixed(1)}%` : formatCount(value);
                  return (
                    <td key={each.key} className="py-1 pr-3 text-right">
                      {value === 0 ? (
                        <span className="text-ink-3">{text}</span>
                      ) : (
                        <Link
                          href={hrefOf(point, each)}
                          prefetch={false}
                          className="underline underline-offset-2"
                        >
                          {text}
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
