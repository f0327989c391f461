import { comparePolicies } from "@/lib/core/lab/compare-policies";
import { retokeniseBaseline } from "@/lib/core/lab/retokenise-baseline";
import { thresholdBreakpoints } from "@/lib/core/lab/threshold-breakpoints";
import type { PolicyLab } from "@/lib/core/list/policy-lab";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { inspectSession } from "./inspect-session";
import { viewPolicy } from "./view-policy";

/** Every built-in policy, with the settings asked for, on one recording, and where the threshold of the one asked for matters. */
export async function readPolicyLab(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<PolicyLab> {
  const { recording, view, record } = await inspectSession(context, id, query);
  const policies = Object.keys(BUILT_IN_POLICIES).map((policy) =>
    viewPolicy(record, withPolicy(query, policy), context.serverPolicy),
  );
  return {
    policies: comparePolicies(recording, policies),
    policy: view.policy.name,
    breakpoints: thresholdBreakpoints(recording, view.policy),
    retokenise: retokeniseBaseline(recording),
  };
}

function withPolicy(query: URLSearchParams, policy: string): URLSearchParams {
  const asked = new URLSearchParams(query);
  asked.set("policy", policy);
  return asked;
}
