import type { Policy } from "@/lib/core/policy/policy";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";

/** Output positions `[from, to)` of a turn that may not be trained, and why. */
export interface RefusedRun {
  readonly from: number;
  readonly to: number;
  readonly reason: RefusalReason;
}

/** The refused runs of a turn's output, in order: all of it, or the positions whose log-prob is not known. */
export function refusedRuns(
  turn: Turn,
  refusal: RefusalReason | null,
  policy: Pick<Policy, "require_log_probs">,
): RefusedRun[] {
  const length = turn.outputIds.length;
  if (length === 0) return [];
  if (refusal !== null) return [{ from: 0, to: length, reason: refusal }];
  if (!policy.require_log_probs || turn.outputLogProbs === null) return [];
  const runs: RefusedRun[] = [];
  for (let at = turn.outputLogProbs.findIndex(Number.isNaN); at >= 0 && at < length; at++) {
    if (Number.isNaN(turn.outputLogProbs[at])) runs.push({ from: at, to: at + 1, reason: "no_log_probs" });
  }
  return runs;
}
