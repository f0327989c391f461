import type { SamplingPlan } from "./plan-sampling";

/** Generations that can still be gone on with. */
const KEPT = 64;

/**
 * What is left of generations that broke off, so that whoever sends prompt and sampled ids again is told the rest: a
 * model goes on with a text that it began.
 */
export class CutGenerations {
  private readonly rests = new Map<string, SamplingPlan>();

  /** Notes that a generation broke off after its first `to` ids. */
  note(inputIds: readonly number[], plan: SamplingPlan, to: number): void {
    if (to === 0 || to >= plan.ids.length) return;
    const key = [...inputIds, ...plan.ids.slice(0, to)].join();
    this.rests.set(key, { ...plan, ids: plan.ids.slice(to), logProbs: plan.logProbs.slice(to) });
    const [oldest] = this.rests.keys();
    if (this.rests.size > KEPT && oldest !== undefined) this.rests.delete(oldest);
  }

  /** The rest of the generation that this prompt goes on with; null where it goes on with none. */
  restOf(inputIds: readonly number[], limit: number): SamplingPlan | null {
    const rest = this.rests.size === 0 ? undefined : this.rests.get(inputIds.join());
    if (rest === undefined) return null;
    if (rest.ids.length <= limit) return rest;
    const ids = rest.ids.slice(0, limit);
    return { ids, logProbs: rest.logProbs.slice(0, limit), finish: { type: "length", length: limit } };
  }
}
