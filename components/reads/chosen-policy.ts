import type { ViewChoice } from "@/components/address/api-urls";
import type { Policy } from "@/lib/core/policy/policy";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { type PolicyOwner, type ServerPolicy, sessionPolicy } from "@/lib/core/policy/session-policy";

/**
 * The policy that a choice on the page stands for: what the server takes the same query for. Throws `PolicyError`.
 *
 * @example
 * chosenPolicy(session, { policy: "slime", threshold: 64 }, server).fork_threshold_tokens; // 64
 */
export function chosenPolicy(
  session: PolicyOwner,
  { policy, threshold, settings }: ViewChoice,
  server: ServerPolicy,
): Policy {
  const overrides = {
    ...(threshold === null ? {} : { fork_threshold_tokens: threshold }),
    ...readSettingsText(settings ?? ""),
  };
  return sessionPolicy(session, { policy, overrides }, server);
}
