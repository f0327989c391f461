import { formatCount } from "@/lib/core/base/format-count";
import { hasThreshold } from "@/lib/core/policy/has-threshold";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import { differingSettings } from "@/lib/core/policy/policy-text";
import { POLICY_KNOBS } from "./policy-knobs";

/**
 * A policy in a few words: its name, its threshold where it has one, and what of it is not as its name says.
 *
 * @example
 * policyWords(resolvePolicy("slime", { train_once: false })); // "slime, fork at 1,024, train once: off"
 */
export function policyWords(policy: Policy): string {
  const { fork_threshold_tokens: _, ...changed } = differingSettings(policy, BUILT_IN_POLICIES[policy.name]);
  const knobs = POLICY_KNOBS.filter(({ name }) => changed[name] !== undefined).map((knob) => {
    const value = policy[knob.name];
    if (knob.kind === "choice") return `${knob.label.toLowerCase()} ${knob.words[String(value)]}`;
    const words =
      knob.kind === "flag" ? (value === true ? "on" : "off") : value === 0 ? knob.zero : `${value}`;
    return `${knob.label.toLowerCase()}: ${words}`;
  });
  const threshold = hasThreshold(policy) ? [`fork at ${formatCount(policy.fork_threshold_tokens)}`] : [];
  return [policy.name, ...threshold, ...knobs].join(", ");
}
