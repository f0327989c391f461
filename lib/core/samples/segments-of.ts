import type { BuilderPlan, Segment } from "./builder-plan";
import { headOf } from "./clip-segment";

/** A run is carried into every fork that follows it, as one object. */
const carriedRuns = new WeakMap<Segment, Segment>();

/**
 * All runs of a builder: those of the builders that it forked from, carried over, then its own. Covers `[0, length)`
 * without gaps, in order.
 *
 * @example
 * segmentsOf({ carried: null, segments }); // segments
 */
export function segmentsOf(plan: Pick<BuilderPlan, "carried" | "segments">): readonly Segment[] {
  const parts = [plan.segments];
  let within = Number.POSITIVE_INFINITY;
  for (let head = plan.carried; head !== null; head = head.from.carried) {
    within = Math.min(within, head.length);
    parts.push(headOf(head.from.segments, within).map(carriedOver));
  }
  return parts.reverse().flat();
}

/** A builder's run as a builder that forks from it holds it. Realigned ids came from a prompt, so they are context. */
function carriedOver(segment: Segment): Segment {
  if (segment.kind !== "output" && segment.kind !== "realigned") return segment;
  const known = carriedRuns.get(segment);
  if (known !== undefined) return known;
  const { start, length } = segment;
  const carried: Segment =
    segment.kind === "output" ? { ...segment, kind: "carried" } : { kind: "context", start, length };
  carriedRuns.set(segment, carried);
  return carried;
}
