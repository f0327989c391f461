import type { Policy } from "@/lib/core/policy/policy";
import { SETTING_NAMES } from "@/lib/core/policy/policy-text";
import { type ServerPolicy, sessionPolicy } from "@/lib/core/policy/session-policy";
import type { SessionRecord } from "@/lib/store/store";

/** The policy that a view of a session is asked for. Throws `PolicyError` when there is no such policy. */
export function viewPolicy(
  record: Pick<SessionRecord, "policy" | "finished_policy">,
  query: URLSearchParams,
  server: ServerPolicy,
): Policy {
  const overrides = Object.fromEntries(
    SETTING_NAMES.flatMap((setting) => {
      const value = query.get(setting);
      return value === null || value === "" ? [] : [[setting, value]];
    }),
  );
  return sessionPolicy(record, { policy: query.get("policy") || null, overrides }, server);
}
