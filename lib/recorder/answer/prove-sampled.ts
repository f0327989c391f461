import { impossibleLogProb } from "@/lib/core/proof/impossible-log-prob";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { Completeness } from "@/lib/core/recording/turn-facts";
import type { Answer } from "./answer";
import type { ReceivedGeneration } from "./receive-generation";

/**
 * What shows that the ids of a generation are all that was sampled, and what speaks against it. The client's reply is made
 * of them, so nothing but the engine itself can disagree: by its count, by a limit that it was given, by frames that take
 * back what an earlier one said, by log-probs that no token can have.
 *
 * @param limit Sampled tokens that were asked for at most.
 */
export function proveSampled(
  { ids, generation, broken, endedEarly }: ReceivedGeneration,
  limit: number,
): Pick<Answer, "completeness" | "unproven"> {
  // An engine that was told to stop may have sampled a few more than it still had the time to send.
  const mayCount = broken === null && !endedEarly;
  const counted = mayCount ? (generation?.completionTokens ?? null) : null;
  const received = ids.length;
  const found = disagreement(generation, { counted, received, limit });
  const completeness: Completeness = {
    by: "ids",
    counted,
    received,
    differences: [],
    detail: found?.detail ?? null,
  };
  return { completeness, unproven: found?.reason ?? null };
}

interface Counts {
  readonly counted: number | null;
  readonly received: number;
  readonly limit: number;
}

function disagreement(
  generation: ReceivedGeneration["generation"],
  { counted, received, limit }: Counts,
): { readonly reason: RefusalReason; readonly detail: string } | null {
  if (generation?.tookBack === true) {
    const detail = "A frame of the engine's stream said other ids than an earlier one for the same places.";
    return { reason: "ids_taken_back", detail };
  }
  if (counted !== null && counted !== received) {
    const detail = `The engine counted ${counted} sampled tokens and sent ${received}.`;
    return { reason: "output_count_disagrees", detail };
  }
  if (received > limit) {
    const detail = `The engine sent ${received} tokens where ${limit} were asked for at most.`;
    return { reason: "output_count_disagrees", detail };
  }
  const at = impossibleLogProb(generation?.logProbs ?? null);
  if (at === null) return null;
  const detail = `The log-prob of sampled token ${at} is ${generation?.logProbs?.[at]}, which no token can have.`;
  return { reason: "impossible_log_probs", detail };
}
