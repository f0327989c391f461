import type { StepFigures } from "@/lib/core/list/run-steps";
import type { Places } from "./step-range";

/** Height of the bars, and of the line of rewards above them, in units of the drawing. */
const BARS = 84;
const REWARD = 30;
const BASE = REWARD + 6 + BARS;
const HEIGHT = BASE + 2;
/** Width of a column in units of the drawing. */
const COLUMN = 10;

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
    <div aria-hidden className="relative h-32">
      <div
        className="absolute inset-x-0 flex"
        style={{ bottom: `${(100 * (HEIGHT - BASE)) / HEIGHT}%`, height: `${(100 * BARS) / HEIGHT}%` }}
      >
        {columns.map((column) => (
          <StepBar key={column.at} column={column} most={most} />
        ))}
      </div>
      <svg
        aria-hidden
        viewBox={`0 0 ${columns.length * COLUMN} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
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
    </div>
  );
}

/** A column, with the patterns of the legend: a drawing that is stretched to the page would distort them. */
function StepBar({ column, most }: { readonly column: StepFigures; readonly most: number }) {
  const parts = [
    { look: "bg-trained", tokens: column.trained_tokens },
    { look: "cell-realigned", tokens: column.realigned_tokens },
    { look: "cell-refused", tokens: column.refused_tokens },
    { look: "cell-dropped", tokens: column.dropped_tokens },
  ];
  return (
    <span className="flex min-w-0 flex-1 flex-col-reverse items-center">
      {parts.map(
        ({ look, tokens }) =>
          tokens > 0 && (
            <span
              key={look}
              className={`w-4/5 shrink-0 ${look}`}
              style={{ height: `${(100 * tokens) / most}%` }}
            />
          ),
      )}
    </span>
  );
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
