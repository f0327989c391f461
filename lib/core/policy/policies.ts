import type { Policy, PolicyName } from "./policy";

const SHARED = {
  fork_threshold_tokens: 1024,
  reward_mode: "full",
  max_sample_tokens: 0,
  train_once: true,
  include_undelivered: false,
  include_auxiliary: false,
  min_trained_tokens: 0,
  weights: "any",
} as const;

const SLIME: Policy = {
  ...SHARED,
  name: "slime",
  matcher: "exact",
  drift: "slime",
  rewrite: "merge",
  header: "ignored",
  require_log_probs: false,
  refuse_unproven: false,
  claims: "turn",
};

/** The policies that are known by name; what each is for stands in docs/samples.md. */
export const BUILT_IN_POLICIES: Readonly<Record<PolicyName, Policy>> = {
  strict: {
    ...SHARED,
    name: "strict",
    matcher: "echo",
    drift: "fork",
    rewrite: "fork",
    header: "identity",
    require_log_probs: true,
    refuse_unproven: true,
    claims: "token",
  },
  slime: SLIME,
  "slime-repaired": { ...SLIME, name: "slime-repaired", drift: "slime-repaired" },
  "areal-concat": {
    ...SLIME,
    name: "areal-concat",
    drift: "fork",
    rewrite: "fork",
    claims: "token",
    train_once: false,
  },
};
