import type { FoldNode } from "./fold-node";
import type { Policy } from "./policy";
import type { RefusalReason, Turn } from "./turn";

/** Output positions `[from, to)` of a turn that may not be trained, and why. */
export interface RefusedRun {
  readonly from: number;
  readonly to: number;
  readonly reason: RefusalReason;
}

/**
 * Why no token of a turn may be trained under a policy; null if nothing stands against the turn as a whole.
 * A later prompt that runs through the answer (`node` has children) shows that the client received all of it,
 * whatever the delivery says.
 */
export function turnRefusal(
  turn: Turn,
  node: FoldNode | undefined,
  policy: Pick<Policy, "include_undelivered" | "refuse_unproven" | "require_log_probs">,
): RefusalReason | null {
  if (turn.refusal === "no_token_ids") return turn.refusal;
  const echoed = node !== undefined && node.children.length > 0;
  if (!echoed && !policy.include_undelivered) {
    if (turn.delivery === "undelivered" || turn.delivery === "pending") return "undelivered";
  }
  if (policy.refuse_unproven) {
    if (!echoed && turn.delivery === "partly_delivered") return "partly_delivered";
    const aboutDelivery = turn.refusal === "undelivered" || turn.refusal === "partly_delivered";
    if (turn.refusal !== null && !(aboutDelivery && (echoed || policy.include_undelivered)))
      return turn.refusal;
  }
  if (policy.require_log_probs && turn.outputLogProbs === null && turn.outputIds.length > 0)
    return "no_log_probs";
  return null;
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
