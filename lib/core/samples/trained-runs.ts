import { cutLength } from "./decide-claims";
import type { SpanContext } from "./sample-spans";

/** Output positions `[from, to)` of a turn that train in a sample. */
export interface TrainedRun {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
}

/** What the sample that a builder gives trains, in order: its `trained` spans without the rest. */
export function trainedRuns(context: SpanContext, builder: number): TrainedRun[] {
  const plan = context.plans[builder];
  if (plan === undefined) throw new RangeError(`No builder ${builder}`);
  const end = cutLength(plan, context.policy);
  const runs: TrainedRun[] = [];
  for (const [turn, { start, length }] of plan.outputs) {
    const last = Math.min(length, end - start);
    let from = context.claims.trainsFrom(builder, turn);
    for (const refused of context.refusedOf(turn)) {
      if (from < Math.min(refused.from, last)) runs.push({ turn, from, to: Math.min(refused.from, last) });
      from = Math.max(from, refused.to);
    }
    if (from < last) runs.push({ turn, from, to: last });
  }
  return runs;
}
