import type { StepFigures } from "@/lib/core/list/run-steps";
import { LostHatch } from "./lost-hatch";
import type { Places } from "./step-range";

/** Height of the bars, and of the line of rewards above them, in units of the drawing. */
const BARS = 84;
const REWARD = 30;
const BASE = REWARD + 6 + BARS;
/** Width of a column in units of the drawing, and of the bar in it. */
const COLUMN = 10;
const BAR = 8;

/** What trains of each column, above it what was lost, and the mean reward as a line; around the chosen ones a frame. */
export function StepDrawing({
  columns,
  chosen,
}: {
  readonly columns: readonly StepFigures[];
  readonly chosen: Places | null;
}) {
  const most = Math.max(1, ...columns.map(({ sampled_tokens: sampled }) => sampled));
  const [low = 0, high = 0] = chosen === null ? [] : [chosen.first, chosen.last].toSorted((a, b) => a - b);
  return (
    <svg
      viewBox={`0 0 ${columns.length * COLUMN} ${BASE + 2}`}
      preserveAspectRatio="none"
      aria-hidden
      className="block h-32 w-full"
    >
      <defs>
        <LostHatch id="lens-lost" />
      </defs>
      {columns.map((column, at) => (
        <StepBar key={column.at} column={column} at={at} most={most} />
      ))}
      <path
        d={rewardLine(columns)}
        fill="none"
        stroke="var(--ink)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
      {chosen !== null && (
        <rect
          x={low * COLUMN}
          y={1}
          width={(high - low + 1) * COLUMN}
          height={BASE}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

function StepBar({
  column,
  at,
  most,
}: {
  readonly column: StepFigures;
  readonly at: number;
  readonly most: number;
}) {
  const parts = [
    { key: "trained", tokens: column.trained_tokens, fill: "var(--trained-mark)" },
    { key: "realigned", tokens: column.realigned_tokens, fill: "url(#lens-lost)" },
    { key: "refused", tokens: column.refused_tokens, fill: "var(--refused-mark)" },
    { key: "dropped", tokens: column.dropped_tokens, fill: "var(--dropped-mark)" },
  ];
  let below = 0;
  return parts.map(({ key, tokens, fill }) => {
    const height = (tokens / most) * BARS;
    below += height;
    return height === 0 ? null : (
      <rect
        key={key}
        x={at * COLUMN + (COLUMN - BAR) / 2}
        y={BASE - below}
        width={BAR}
        height={height}
        fill={fill}
      />
    );
  });
}

/** The mean rewards as a line above the bars; a column without one leaves a gap. */
function rewardLine(columns: readonly StepFigures[]): string {
  const rewards = columns.flatMap(({ reward }) => (reward === null ? [] : [reward]));
  const [low, high] = [Math.min(...rewards), Math.max(...rewards)];
  let isDown = false;
  return columns
    .map(({ reward }, at) => {
      const move = isDown ? "L" : "M";
      isDown = reward !== null;
      if (reward === null) return "";
      const height = high > low ? (reward - low) / (high - low) : 0.5;
      return `${move}${(at + 0.5) * COLUMN} ${(2 + (1 - height) * (REWARD - 4)).toFixed(1)}`;
    })
    .join("");
}
