import type { Policy } from "@/lib/core/policy/policy";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import type { FoldNode } from "@/lib/core/tree/fold-node";

/** There are no ids. */
const WITHOUT_IDS: ReadonlySet<RefusalReason> = new Set(["no_token_ids", "unreadable_reply"]);

/** What shows that the ids are not what was sampled: no policy trains them. */
const DISPROVEN: ReadonlySet<RefusalReason> = new Set([
  "reply_disagrees",
  "output_count_disagrees",
  "ids_taken_back",
  "impossible_log_probs",
]);

/**
 * Why no token of a turn may be trained under a policy; null if nothing stands against the turn as a whole.
 * A later prompt that runs through the answer (`node` has children) shows that the client received all of it,
 * whatever the delivery says.
 */
export function turnRefusal(
  turn: Turn,
  node: FoldNode | undefined,
  policy: Pick<Policy, "include_undelivered" | "refuse_unproven" | "require_log_probs" | "weights">,
): RefusalReason | null {
  if (turn.refusal !== null && WITHOUT_IDS.has(turn.refusal)) return turn.refusal;
  const echoed = node !== undefined && node.children.length > 0;
  if (!echoed && !policy.include_undelivered) {
    if (turn.delivery === "undelivered" || turn.delivery === "pending") return "undelivered";
  }
  if (policy.refuse_unproven && !echoed && turn.delivery === "partly_delivered") return "partly_delivered";
  if (turn.refusal !== null && DISPROVEN.has(turn.refusal)) return turn.refusal;
  if (policy.refuse_unproven) {
    const aboutDelivery = turn.refusal === "undelivered" || turn.refusal === "partly_delivered";
    if (turn.refusal !== null && !(aboutDelivery && (echoed || policy.include_undelivered)))
      return turn.refusal;
  }
  if (policy.require_log_probs && turn.outputLogProbs === null && turn.outputIds.length > 0)
    return "no_log_probs";
  if (policy.weights !== "any" && (turn.engine?.unplacedWeights ?? null) !== null) return "weights_unplaced";
  if (policy.weights === "one" && new Set(weightSpansOf(turn).map(({ version }) => version)).size > 1)
    return "weights_mixed";
  return null;
}
