import type { Policy } from "@/lib/core/policy/policy";
import type { PromptSource } from "@/lib/core/recording/recording";
import type { BuilderPlan } from "./builder-plan";
import type { Claims } from "./decide-claims";
import type { DropReason } from "./sample";

/**
 * Says why an output position is in no sample: its turn stands outside, a cut took it, or no sample came of its
 * builder. An answer stands behind its own prompt in every builder. So the cut takes the same tokens of it everywhere,
 * whether a later prompt then realigned them or not.
 */
export function findDropReasons(
  prompts: Pick<PromptSource, "length">,
  plans: readonly BuilderPlan[],
  claims: Claims,
  policy: Pick<Policy, "max_sample_tokens">,
  outsideOf: (turn: number) => DropReason | null,
): (turn: number, outputPosition: number) => DropReason {
  const builderOf = new Map<number, number>();
  plans.forEach((plan, builder) => {
    for (const turn of plan.turns) if (!builderOf.has(turn)) builderOf.set(turn, builder);
  });
  return (turn, outputPosition) => {
    const outside = outsideOf(turn);
    if (outside !== null) return outside;
    const limit = policy.max_sample_tokens;
    if (limit > 0 && prompts.length(turn) + outputPosition >= limit) return "cut_by_max_sample_tokens";
    const builder = claims.of(turn).at(0)?.builder ?? builderOf.get(turn);
    const leftOut = builder === undefined ? null : claims.leftOut[builder];
    return leftOut ?? "no_trained_token";
  };
}
