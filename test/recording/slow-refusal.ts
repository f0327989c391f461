import type { Policy } from "@/lib/core/policy/policy";
import type { Turn } from "@/lib/core/recording/turn";

const NOT_SAMPLED = /^(reply_disagrees|output_count_disagrees|ids_taken_back|impossible_log_probs)$/;

/** Whether a turn's own facts keep a sampled token from training under a policy, found token by token. */
export function isRefusedByItself(turn: Turn, at: number, policy: Policy): boolean {
  const { refusal, outputIds, outputLogProbs, weightSpans } = turn;
  if (refusal !== null && (policy.refuse_unproven || NOT_SAMPLED.test(refusal))) return true;
  if (policy.weights !== "any" && turn.engine?.unplacedWeights) return true;
  const weights = [...outputIds].map((_, token) => weightSpans?.find(({ end }) => token < end)?.version);
  if (policy.weights === "one" && new Set(weights).size > 1) return true;
  if (policy.weights === "newest" && weights[at] !== weights.at(-1)) return true;
  return policy.require_log_probs && Number.isNaN(outputLogProbs?.[at] ?? Number.NaN);
}
