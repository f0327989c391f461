import type { Policy } from "@/lib/core/policy";
import { type ServerPolicy, sessionPolicy } from "@/lib/core/session-policy";
import type { SessionRecord } from "@/lib/store/store";

/** Query names of the API that change a setting of the policy. */
const SETTINGS = [
  "fork_threshold_tokens",
  "reward_mode",
  "max_sample_tokens",
  "min_trained_tokens",
  "train_once",
  "include_undelivered",
  "include_auxiliary",
  "require_log_probs",
] as const;

/** The policy that a view of a session is asked for. Throws `PolicyError` when there is no such policy. */
export function viewPolicy(
  record: Pick<SessionRecord, "policy" | "finished_policy">,
  query: URLSearchParams,
  server: ServerPolicy,
): Policy {
  const overrides = Object.fromEntries(
    SETTINGS.flatMap((setting) => {
      const value = query.get(setting);
      return value === null || value === "" ? [] : [[setting, value]];
    }),
  );
  return sessionPolicy(record, { policy: query.get("policy") || null, overrides }, server);
}
