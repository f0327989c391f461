"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatShort } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import { ChartPatterns, lookFill } from "./chart-patterns";
import type { ChartPoint, ChartSeries } from "./chart-series";
import { stretchLabel } from "./run-links";

/** How high a chart is, in px. */
const HEIGHT = 180;

/** Bars over time; a click leads to the sessions of a segment. The table beneath says the same. */
export function TimeChart({
  points,
  series,
  stepMs,
  percent = false,
  hrefOf,
}: {
  readonly points: readonly ChartPoint[];
  readonly series: readonly ChartSeries[];
  readonly stepMs: number;
  /** Whether the values are shares, 0 to 1. */
  readonly percent?: boolean;
  readonly hrefOf: (point: ChartPoint, series: ChartSeries) => string;
}) {
  const router = useRouter();
  const name = useId();
  const show = (value: number): string => (percent ? `${Math.round(value * 100)}%` : formatShort(value));
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart
        data={[...points]}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <ChartPatterns name={name} looks={series.map(({ look }) => look)} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey={({ from }: ChartPoint) => stretchLabel(from, stepMs)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={24}
        />
        <YAxis
          width={44}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          allowDecimals={percent}
          tickFormatter={show}
          {...(percent && { domain: [0, 1], ticks: [0, 0.5, 1] })}
        />
        <Tooltip
          cursor={{ fill: "var(--raised)" }}
          formatter={(value) => (percent ? show(Number(value)) : formatCount(Number(value)))}
          contentStyle={TOOLTIP}
          itemStyle={{ color: "var(--ink)", padding: 0 }}
          isAnimationActive={false}
        />
        {series.map((each) => (
          <Bar
            key={each.key}
            dataKey={({ values }: ChartPoint) => values[each.key] ?? 0}
            name={each.label}
            stackId="all"
            fill={lookFill(name, each.look)}
            maxBarSize={40}
            isAnimationActive={false}
            className="cursor-pointer"
            onClick={(_, at) => {
              const point = points[at];
              if (point) router.push(hrefOf(point, each));
            }}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

const TICK = { fill: "var(--ink-2)", fontSize: 11 };
const TOOLTIP = {
  background: "var(--surface)",
  border: "1px solid var(--line-strong)",
  borderRadius: 6,
  fontSize: 12,
  padding: "6px 8px",
};
