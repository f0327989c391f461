import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import { differingSettings, settingsText } from "@/lib/core/policy/policy-text";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";

/** The settings that give a policy, at each of the three places where one can be set. */
export interface PolicyConfig {
  /** Environment variables of the server, one a line. */
  readonly server: string;
  /** Body of `POST /api/sessions`. */
  readonly session: string;
  /** Query of `GET …/samples.jsonl`. */
  readonly request: string;
}

/**
 * The exact settings that give a policy.
 *
 * @param server the server's own settings, which a session that names a policy still has.
 * @param asked the query under which the page shows it.
 *
 * @example
 * policyConfig(resolvePolicy("slime", { fork_threshold_tokens: 64 }), server, "policy=slime&fork_threshold_tokens=64").server;
 * // "TURNTREE_POLICY=slime\nTURNTREE_FORK_THRESHOLD_TOKENS=64"
 */
export function policyConfig(policy: Policy, server: ServerPolicy, asked: string): PolicyConfig {
  const { fork_threshold_tokens: threshold, ...rest } = differingSettings(
    policy,
    BUILT_IN_POLICIES[policy.name],
  );
  const further = settingsText(rest, "=");
  const lines = [
    `TURNTREE_POLICY=${policy.name}`,
    `TURNTREE_FORK_THRESHOLD_TOKENS=${threshold ?? policy.fork_threshold_tokens}`,
    ...(further === "" ? [] : [`TURNTREE_POLICY_SETTINGS=${further}`]),
  ];
  const ofSession = differingSettings(policy, resolvePolicy(policy.name, server.overrides));
  return {
    server: lines.join("\n"),
    session: JSON.stringify({ policy: { name: policy.name, ...ofSession } }, null, 2),
    request: asked === "" ? `policy=${policy.name}` : asked,
  };
}
