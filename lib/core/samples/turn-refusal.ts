import type { Policy } from "@/lib/core/policy/policy";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";
import type { FoldNode } from "@/lib/core/tree/fold-node";

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
