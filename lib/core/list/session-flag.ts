/** What can be out of order in a session or among sessions; docs/health.md says what each means. */
export const FLAG_NAMES = [
  "lost_signal",
  "refusals",
  "render_drift",
  "echo_drift",
  "no_reward",
  "late_reward",
  "dead_group",
  "missing_log_probs",
  "impossible_log_probs",
  "unproven_ids",
  "weights_mixed",
  "stale",
  "truncated",
  "context_full",
  "ill_formed",
  "undelivered",
  "retries",
  "engine_errors",
  "repetition",
  "loop",
  "aux_trained",
  "many_leaves",
  "slow_engine",
  "slow_recorder",
] as const;

export type FlagName = (typeof FLAG_NAMES)[number];

/**
 * The rules by which flags are found, counted up where they change what a session has. What was judged by earlier ones
 * says so until it is judged anew (`turntree reclassify`).
 */
export const FLAG_RULES = 1;

/** How much a flag matters, the gravest first. */
export const FLAG_LEVELS = ["error", "warn", "info"] as const;

export type FlagLevel = (typeof FLAG_LEVELS)[number];

/** Tokens `[start, start + length)` of a turn's output, where a flag shows. */
export interface FlagPlace {
  /** From 1; null where it is no one turn's. */
  readonly turn: number | null;
  readonly start: number;
  readonly length: number;
}

/** A flag of a session: how often it shows for one reason, how many sampled tokens it concerns, and where first. */
export interface SessionFlag extends FlagPlace {
  readonly flag: FlagName;
  /** What tells its kinds apart, such as a cause; empty where it has one kind. */
  readonly detail: string;
  readonly count: number;
  readonly tokens: number;
}

/** The weights that sampled in a session, as numbers; null where none is a number. */
export interface WeightRange {
  readonly oldest: number | null;
  readonly newest: number | null;
}

/** What is looked for in a session's own recording, beside its figures. */
export interface SessionHealth {
  readonly flags: readonly SessionFlag[];
  readonly weights: WeightRange;
}
