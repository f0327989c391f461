import { comparePolicies } from "@/lib/core/compare-policies";
import { BUILT_IN_POLICIES } from "@/lib/core/policies";
import { retokeniseBaseline } from "@/lib/core/retokenise-baseline";
import { thresholdBreakpoints } from "@/lib/core/threshold-breakpoints";
import type { PolicyLab } from "@/lib/core/view/policy-lab";
import type { InspectContext } from "./inspect-context";
import { inspectSession } from "./session-tree";

/** Every built-in policy on one recording, and where the threshold of the one asked for matters. */
export async function policyLab(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<PolicyLab> {
  const { recording, view } = await inspectSession(context, id, query);
  return {
    policies: comparePolicies(recording, Object.values(BUILT_IN_POLICIES)),
    policy: view.policy.name,
    breakpoints: thresholdBreakpoints(recording, view.policy),
    retokenise: retokeniseBaseline(recording),
  };
}
