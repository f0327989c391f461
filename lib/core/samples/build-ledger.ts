import type { Turn } from "@/lib/core/recording/turn";
import type { BuilderPlan } from "./builder-plan";
import type { RefusedRun } from "./refused-runs";
import type { DropReason, Ledger, LostRun } from "./sample";
import type { TrainedRun } from "./trained-runs";

/** The facts that decide where a sampled token went. */
export interface LedgerFacts {
  readonly turns: readonly Turn[];
  /** Per sample, in order: what it trains, what its realigns gave up, and its length. */
  readonly samples: readonly (Pick<BuilderPlan, "losses" | "length"> & {
    readonly trained: readonly TrainedRun[];
  })[];
  refusedOf(turn: number): readonly RefusedRun[];
  /** Why an output position is in no sample, given that it is in none. */
  dropReason(turn: number, outputPosition: number): DropReason;
  /** True for a turn that takes no part at all, so that its tokens are dropped whatever else stands against them. */
  isOutside(turn: number): boolean;
}

/** Output positions `[from, to)` of one turn that went one way. */
interface Run {
  readonly from: number;
  readonly to: number;
}
type Realigned = Run & { readonly byTurn: number; readonly sample: number };

/**
 * Where every sampled token of a session went: exactly one of trained, realigned, refused and dropped, in this order
 * when samples differ. `balanced` compares the parts with what the engine returned and with what the samples say
 * they train.
 */
export function buildLedger(facts: LedgerFacts): Ledger {
  const trained = trainedByTurn(facts.samples);
  const realigned = realignedRuns(facts);
  const totals = { sampled: 0, trained: 0, realigned: 0, refused: 0, dropped: 0 };
  const lost: LostRun[] = [];
  let trainings = 0;
  let trainedTwice = 0;
  for (const turn of facts.turns) {
    totals.sampled += turn.outputIds.length;
    const trainedHere = trained.get(turn.index) ?? [];
    const realignedHere = realigned.get(turn.index) ?? [];
    const refusedHere = facts.isOutside(turn.index) ? [] : facts.refusedOf(turn.index);
    for (const run of cutAtBorders(turn.outputIds.length, [
      ...trainedHere,
      ...realignedHere,
      ...refusedHere,
    ])) {
      const length = run.to - run.from;
      const times = trainedHere.filter((other) => covers(other, run)).length;
      trainings += times * length;
      if (times > 1) trainedTwice += length;
      if (times > 0) {
        totals.trained += length;
        continue;
      }
      const fate = fateOf(facts, turn.index, run, realignedHere, refusedHere);
      totals[fate.state] += length;
      append(lost, { turn: turn.index, outputStart: run.from, length, fate });
    }
  }
  const parts = totals.trained + totals.realigned + totals.refused + totals.dropped;
  const saidBySamples = facts.samples
    .flatMap((sample) => sample.trained)
    .reduce((sum, { from, to }) => sum + to - from, 0);
  const lostTokens = lost.reduce((sum, run) => sum + run.length, 0);
  const balanced =
    parts === totals.sampled && saidBySamples === trainings && lostTokens === totals.sampled - totals.trained;
  return { ...totals, trainedTwice, lost, balanced };
}

function fateOf(
  facts: LedgerFacts,
  turn: number,
  run: Run,
  realigned: readonly Realigned[],
  refused: readonly RefusedRun[],
): LostRun["fate"] {
  const loss = realigned.find((other) => covers(other, run));
  if (loss !== undefined) return { state: "realigned", byTurn: loss.byTurn, sample: loss.sample };
  const refusal = refused.find((other) => covers(other, run));
  if (refusal !== undefined) return { state: "refused", reason: refusal.reason };
  return { state: "dropped", reason: facts.dropReason(turn, run.from) };
}

function trainedByTurn(samples: LedgerFacts["samples"]): Map<number, Run[]> {
  const runs = new Map<number, Run[]>();
  for (const { trained } of samples) for (const run of trained) listOf(runs, run.turn).push(run);
  return runs;
}

function realignedRuns({ samples }: LedgerFacts): Map<number, Realigned[]> {
  const runs = new Map<number, Realigned[]>();
  samples.forEach((sample, index) => {
    for (const { at, loss } of sample.losses) {
      // Past the cut, the sample ends before the loss.
      if (at >= sample.length) continue;
      const from = loss.heldOutputStart;
      listOf(runs, loss.heldTurn).push({
        from,
        to: from + loss.heldLength,
        byTurn: loss.byTurn,
        sample: index,
      });
    }
  });
  return runs;
}

/** Cuts `[0, length)` at every border of the runs, so that each piece lies inside a run or outside it. */
function cutAtBorders(length: number, runs: readonly Run[]): readonly Run[] {
  const [only] = runs;
  if (runs.length === 1 && only?.from === 0 && only.to === length) return runs;
  const borders = new Set([0, length]);
  for (const { from, to } of runs) {
    if (from < length) borders.add(from);
    if (to < length) borders.add(to);
  }
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => ({ from: sorted[i] ?? 0, to }));
}

function covers(outer: Run, inner: Run): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** Adds a lost run, joined to the one before it where both went the same way. */
function append(lost: LostRun[], run: LostRun): void {
  const last = lost.at(-1);
  const isNext =
    last !== undefined && last.turn === run.turn && last.outputStart + last.length === run.outputStart;
  if (!isNext || !sameFate(last.fate, run.fate)) {
    lost.push(run);
    return;
  }
  lost[lost.length - 1] = { ...last, length: last.length + run.length };
}

function sameFate(a: LostRun["fate"], b: LostRun["fate"]): boolean {
  if (a.state === "realigned")
    return b.state === "realigned" && a.byTurn === b.byTurn && a.sample === b.sample;
  return b.state !== "realigned" && a.state === b.state && a.reason === b.reason;
}

function listOf<V>(lists: Map<number, V[]>, key: number): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
