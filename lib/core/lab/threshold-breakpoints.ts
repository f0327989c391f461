import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { type ThresholdComparison, thresholdComparisons } from "./threshold-comparisons";

/**
 * The values of `fork_threshold_tokens` at which a recording may give another tree or other samples, ascending from 0.
 * Any threshold gives what the largest breakpoint not above it gives, so a slider need stop nowhere else.
 *
 * @example
 * // One prompt drifts inside the answer before it; the answer that follows has 7 tokens.
 * thresholdBreakpoints(recording, resolvePolicy("slime")); // [0, 8]
 */
export function thresholdBreakpoints(recording: Recording, policy: Policy): readonly number[] {
  return breakpointsOf(thresholdComparisons(recording, policy));
}

/** The breakpoints that comparisons make: a number of tokens is less than the first threshold above it. */
export function breakpointsOf(comparisons: readonly ThresholdComparison[]): readonly number[] {
  return [...new Set([0, ...comparisons.map(({ tokens }) => tokens + 1)])].sort((a, b) => a - b);
}
