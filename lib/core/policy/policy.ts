export type PolicyName = "strict" | "slime" | "slime-repaired" | "areal-concat";
export type RewardMode = "full" | "split" | "leaf" | "turn";

/** The settings that decide what a recording teaches. Built-in ones are in `policies.ts`. */
export interface Policy {
  readonly name: PolicyName;
  /** How messages are compared when turns fold into the tree. */
  readonly matcher: "exact" | "echo";
  /** `slime`: rules 1 to 8 of docs/samples.md; `slime-repaired`: threshold on the drifted tail; `fork`: any divergence forks. */
  readonly drift: "slime" | "slime-repaired" | "fork";
  /** The fate of a short leaf that is rewritten. */
  readonly rewrite: "merge" | "fork";
  /** Whether tools and system text are part of a chain's identity. */
  readonly header: "ignored" | "identity";
  readonly fork_threshold_tokens: number;
  readonly reward_mode: RewardMode;
  /** 0: no limit. */
  readonly max_sample_tokens: number;
  readonly train_once: boolean;
  readonly include_undelivered: boolean;
  readonly include_auxiliary: boolean;
  readonly min_trained_tokens: number;
  readonly require_log_probs: boolean;
  /** Whether a turn that the recorder could not prove (`Turn.refusal`, `partly_delivered`) is kept from training. */
  readonly refuse_unproven: boolean;
  /**
   * What trains of an answer whose weights changed while it was sampled: all of it, none of it, or the tokens of its
   * last version.
   */
  readonly weights: "any" | "one" | "newest";
  /**
   * How train-once is decided. `turn`: the first chain that reaches a turn holds it, even if a realign then
   * overwrites it (rule 6 of docs/samples.md). `token`: token by token, after realignment and cutting.
   */
  readonly claims: "turn" | "token";
}
