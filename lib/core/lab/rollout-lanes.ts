import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { Sample, SampleSpan } from "@/lib/core/samples/sample";

/** What a stretch of a lane is: read alone, trained, or sampled and lost. */
export type LaneState = "context" | "trained" | "lost";

/** Tokens `[start, start + length)` of a sample. */
export interface LaneRun {
  readonly state: LaneState;
  readonly start: number;
  readonly length: number;
}

/** A sample as a lane: from where it leaves the lane that it shares the most with. */
export interface Lane {
  /** Position of its sample, and of the lane that it leaves; null for one that begins by itself. */
  readonly sample: number;
  readonly parent: number | null;
  /** First token that is its own, and how many tokens the sample has. */
  readonly from: number;
  readonly to: number;
  readonly trained: number;
  readonly runs: readonly LaneRun[];
}

/** Lanes that a reader can tell apart; further ones are counted. */
const MOST_LANES = 12;
/** More stretches than that are finer than a screen: they are drawn by cells. */
const MOST_RUNS = 300;

/**
 * A session's samples as lanes on one axis of tokens, in the order of the samples, each from where it leaves an earlier
 * one. At most 12 of them.
 */
export function rolloutLanes({ prompts }: Recording, { samples }: LineariseResult): readonly Lane[] {
  const lanes: Lane[] = [];
  for (const sample of samples.slice(0, MOST_LANES)) {
    const shared = lanes.map((lane, at) => ({ lane, from: sharedLength(samples[at], sample) }));
    const parent = shared.reduce<(typeof shared)[number] | null>(
      (best, one) => (one.from > (best?.from ?? 0) ? one : best),
      null,
    );
    const from = parent?.from ?? 0;
    lanes.push({
      sample: sample.index,
      parent: parent?.lane.sample ?? null,
      from,
      to: sample.length,
      trained: sample.trainedTokens,
      runs: runsOf(sample, from),
    });
  }
  return lanes;

  function sharedLength(earlier: Sample | undefined, later: Sample): number {
    if (earlier === undefined) return 0;
    const [first, last] = [earlier.lastTurn, later.lastTurn].toSorted((a, b) => a - b);
    if (first === undefined || last === undefined) return 0;
    const common = first === last ? later.length : prompts.commonPrefix(first, last);
    return Math.min(common, earlier.length, later.length);
  }
}

function stateOf({ state }: SampleSpan): LaneState {
  if (state === "trained") return "trained";
  return state === "realigned" || state === "refused" ? "lost" : "context";
}

/** The stretches of a sample from a position on, those of one state joined. */
function runsOf({ spans, length }: Sample, from: number): readonly LaneRun[] {
  const runs: LaneRun[] = [];
  for (const span of spans) {
    const start = Math.max(from, span.start);
    const end = span.start + span.length;
    if (end <= start) continue;
    const last = runs.at(-1);
    if (last?.state === stateOf(span)) runs[runs.length - 1] = { ...last, length: end - last.start };
    else runs.push({ state: stateOf(span), start, length: end - start });
  }
  return runs.length <= MOST_RUNS ? runs : inCells(runs, from, length);
}

const GRAVITY: Readonly<Record<LaneState, number>> = { context: 0, trained: 1, lost: 2 };

/** The same by cells of one length: each has the gravest state that it holds, so that no loss is drawn away. */
function inCells(runs: readonly LaneRun[], from: number, to: number): readonly LaneRun[] {
  const size = Math.ceil((to - from) / MOST_RUNS);
  const cells = new Array<LaneState>(Math.ceil((to - from) / size)).fill("context");
  for (const { state, start, length } of runs) {
    const last = Math.floor((start + length - 1 - from) / size);
    for (let cell = Math.floor((start - from) / size); cell <= last; cell++) {
      if (GRAVITY[state] > GRAVITY[cells[cell] ?? "context"]) cells[cell] = state;
    }
  }
  return cells.map((state, cell) => {
    const start = from + cell * size;
    return { state, start, length: Math.min(size, to - start) };
  });
}
