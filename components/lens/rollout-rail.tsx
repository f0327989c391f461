import type { RailRollout } from "@/lib/core/list/group-rails";
import { LostHatch } from "./lost-hatch";

/** Height of a lane, and of what trains and what is read in it, in px. */
const LANE = 12;
const TRAINED = 8;
const CONTEXT = 2;
/** Width of the drawing in its own units. */
const WIDTH = 1000;
/** What weighs least can still be seen. */
const FAINTEST = 0.18;

/**
 * A rollout on its group's axis of tokens, a lane a sample. What trains is the deeper the more it weighs; what weighs
 * nothing is an outline, and what was lost is hatched.
 */
export function RolloutRail({ rollout, axis }: { readonly rollout: RailRollout; readonly axis: number }) {
  const { lanes, weights, id } = rollout;
  if (lanes === null) return <span className="text-xs text-ink-2">too long to be drawn beside others</span>;
  if (lanes.length === 0) return <span className="text-xs text-ink-2">no sample</span>;
  const x = (token: number): number => (token / axis) * WIDTH;
  const rowOf = new Map(lanes.map(({ sample }, row) => [sample, row]));
  const pattern = `lost-${id.replace(/[^\w-]/g, "-")}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${lanes.length * LANE}`}
      preserveAspectRatio="none"
      aria-hidden
      className="block w-full"
      style={{ height: lanes.length * LANE }}
    >
      <defs>
        <LostHatch id={pattern} />
      </defs>
      {lanes.map((lane, row) => {
        const middle = row * LANE + LANE / 2;
        const weight = weights[lane.sample] ?? 0;
        const leaves = lane.parent === null ? undefined : rowOf.get(lane.parent);
        return (
          <g key={lane.sample}>
            {leaves !== undefined && (
              <path
                d={`M${x(lane.from)} ${leaves * LANE + LANE / 2}V${middle}`}
                stroke="var(--forked-mark)"
                strokeWidth={1.5}
                vectorEffect="non-scaling-stroke"
                fill="none"
              />
            )}
            <rect
              x={x(lane.from)}
              y={middle - CONTEXT / 2}
              width={x(lane.to) - x(lane.from)}
              height={CONTEXT}
              fill="var(--context-mark)"
            />
            {lane.runs.map(({ state, start, length }) =>
              state === "context" ? null : (
                <rect
                  key={start}
                  x={x(start)}
                  y={middle - TRAINED / 2}
                  width={Math.max(1, x(length))}
                  height={TRAINED}
                  {...(state === "lost" ? { fill: `url(#${pattern})` } : trainedLook(weight))}
                />
              ),
            )}
          </g>
        );
      })}
    </svg>
  );
}

function trainedLook(weight: number) {
  if (weight > 0) return { fill: "var(--trained-mark)", fillOpacity: FAINTEST + (1 - FAINTEST) * weight };
  return {
    fill: "var(--surface)",
    stroke: "var(--trained-mark)",
    vectorEffect: "non-scaling-stroke",
  } as const;
}
