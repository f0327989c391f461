import { hasThreshold } from "./has-threshold";
import { BUILT_IN_POLICIES } from "./policies";
import type { Policy } from "./policy";
import { differingSettings, settingsText } from "./policy-text";

/**
 * A policy in one line: its name, and the settings that are not as its name says. A threshold that decides nothing is
 * left out.
 *
 * @example
 * policyLine(resolvePolicy("slime", { fork_threshold_tokens: 64 })); // "slime fork_threshold_tokens=64"
 */
export function policyLine(policy: Policy): string {
  const { fork_threshold_tokens: threshold, ...others } = differingSettings(
    policy,
    BUILT_IN_POLICIES[policy.name],
  );
  const settings =
    threshold === undefined || !hasThreshold(policy)
      ? others
      : { ...others, fork_threshold_tokens: threshold };
  return `${policy.name} ${settingsText(settings, "=")}`.trim();
}
