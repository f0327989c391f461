import type { PolicyName } from "@/lib/core/policy/policy";
import type { PolicyOverrides } from "@/lib/core/policy/resolve-policy";
import type { Settings } from "./settings";

/** The server's part in which policy a reading of a session uses: the last argument of `sessionPolicy`. */
export function serverPolicy(settings: Settings): {
  readonly policy: PolicyName;
  readonly overrides: PolicyOverrides;
} {
  return {
    policy: settings.policy,
    overrides: { fork_threshold_tokens: settings.forkThresholdTokens, ...settings.policySettings },
  };
}
