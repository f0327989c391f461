import type { JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import type { Policy, PolicyName } from "./policy";
import { type PolicyOverrides, readPolicy, resolvePolicy } from "./resolve-policy";

/** The fields of a session that decide its policy. */
export interface PolicyOwner {
  /** A name, or an object of name and settings, as asked for when the session was opened. */
  readonly policy: JsonValue;
  /** Frozen when it finished. */
  readonly finished_policy: PolicyName | null;
}

/** What one reading of the session asks for; null and absent settings leave the session's own. */
export interface PolicyRequest {
  readonly policy: string | null;
  readonly overrides: PolicyOverrides;
}

/** The server's own policy settings, for sessions that name none. */
export interface ServerPolicy {
  readonly policy: PolicyName;
  readonly overrides: PolicyOverrides;
}

function ownSettings(policy: JsonValue): PolicyOverrides {
  return Object.fromEntries(Object.entries(objectOf(policy)).filter(([setting]) => setting !== "name"));
}

/**
 * The policy that a reading of a session uses: the one asked for; else the one its finish froze; else its own;
 * else the server's. The session's settings go with its own policy only; the server's and those asked for with
 * any. Throws `PolicyError`.
 *
 * @example
 * const session = { policy: { name: "slime", fork_threshold_tokens: 0 }, finished_policy: null };
 * const server = { policy: "strict", overrides: {} };
 * sessionPolicy(session, { policy: null, overrides: {} }, server).fork_threshold_tokens; // 0
 */
export function sessionPolicy(session: PolicyOwner, request: PolicyRequest, server: ServerPolicy): Policy {
  const own = readPolicy(session.policy, server.policy);
  const name = request.policy ?? session.finished_policy ?? own.name;
  const given = Object.fromEntries(
    Object.entries(request.overrides).filter(([, value]) => value !== undefined),
  );
  const kept = name === own.name ? ownSettings(session.policy) : {};
  return resolvePolicy(name, { ...server.overrides, ...kept, ...given });
}
