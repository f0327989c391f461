import type { Policy } from "@/lib/core/policy/policy";

/**
 * Whether a policy asks for as much proof as another and trains no token more often. What one that asks for less trains
 * in addition is no gain.
 */
export function asksAsMuch(other: Policy, own: Policy): boolean {
  return (
    (other.refuse_unproven || !own.refuse_unproven) &&
    (other.require_log_probs || !own.require_log_probs) &&
    (other.train_once || !own.train_once)
  );
}
