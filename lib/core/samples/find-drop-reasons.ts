import type { Policy } from "@/lib/core/policy/policy";
import type { BuilderPlan } from "./builder-plan";
import { type Claims, cutLength } from "./decide-claims";
import type { DropReason } from "./sample";

/**
 * Says of an output position that is in no sample why that is: its turn stands outside, a cut took it, or no sample
 * came of its builder.
 */
export function findDropReasons(
  plans: readonly BuilderPlan[],
  claims: Claims,
  policy: Policy,
  outsideOf: (turn: number) => DropReason | null,
): (turn: number, outputPosition: number) => DropReason {
  const builderOf = new Map<number, number>();
  plans.forEach((plan, builder) => {
    for (const turn of plan.turns) {
      const known = builderOf.get(turn);
      // A builder that gave a sample knows more of the token's fate than one that was left out.
      const isBetter =
        known === undefined || (claims.leftOut[known] !== null && claims.leftOut[builder] === null);
      if (isBetter) builderOf.set(turn, builder);
    }
  });
  return (turn, outputPosition) => {
    const outside = outsideOf(turn);
    if (outside !== null) return outside;
    const builder = claims.of(turn).at(0)?.builder ?? builderOf.get(turn);
    const plan = builder === undefined ? undefined : plans[builder];
    if (plan === undefined || builder === undefined) return "no_trained_token";
    const held = plan.outputs.get(turn);
    const isCut = held !== undefined && held.start + outputPosition >= cutLength(plan, policy);
    return isCut ? "cut_by_max_sample_tokens" : (claims.leftOut[builder] ?? "no_trained_token");
  };
}
