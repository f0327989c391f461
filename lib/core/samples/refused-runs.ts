import type { Policy } from "@/lib/core/policy/policy";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";
import { weightSpansOf } from "@/lib/core/recording/weight-span";

/** Output positions `[from, to)` of a turn that may not be trained, and why. */
export interface RefusedRun {
  readonly from: number;
  readonly to: number;
  readonly reason: RefusalReason;
}

/**
 * The refused runs of a turn's output, in order and none over another: all of it, or the positions that older weights
 * sampled and those whose log-prob is not known.
 */
export function refusedRuns(
  turn: Turn,
  refusal: RefusalReason | null,
  policy: Pick<Policy, "require_log_probs" | "weights">,
): RefusedRun[] {
  const length = turn.outputIds.length;
  if (length === 0) return [];
  if (refusal !== null) return [{ from: 0, to: length, reason: refusal }];
  const older = policy.weights === "newest" ? ofOlderWeights(turn) : [];
  const unknown = policy.require_log_probs ? withoutLogProb(turn) : [];
  const isElsewhere = ({ from }: RefusedRun) => !older.some((run) => run.from <= from && from < run.to);
  return [...older, ...unknown.filter(isElsewhere)].sort((a, b) => a.from - b.from);
}

function ofOlderWeights(turn: Turn): RefusedRun[] {
  const spans = weightSpansOf(turn);
  const newest = spans.at(-1)?.version;
  return spans
    .filter(({ version }) => version !== newest)
    .map(({ start, end }) => ({ from: start, to: end, reason: "older_weights" }));
}

function withoutLogProb({ outputIds, outputLogProbs }: Turn): RefusedRun[] {
  if (outputLogProbs === null) return [];
  const runs: RefusedRun[] = [];
  for (let at = outputLogProbs.findIndex(Number.isNaN); at >= 0 && at < outputIds.length; at++) {
    if (Number.isNaN(outputLogProbs[at])) runs.push({ from: at, to: at + 1, reason: "no_log_probs" });
  }
  return runs;
}
