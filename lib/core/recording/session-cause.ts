/**
 * The events of a session that have a cause: a fork, a drift, a realignment, a refusal. A drift is the change that
 * another way to build the prompt would have made. A realignment took the signal of sampled tokens.
 */
export const CAUSE_SUBJECTS = ["fork", "drift", "realigned", "refused"] as const;

export type CauseSubject = (typeof CAUSE_SUBJECTS)[number];

/** How often something happened by one cause, and how many sampled tokens it concerns. */
export interface CauseTally {
  readonly subject: CauseSubject;
  /** One of the causes of docs/recording.md, or a refusal's reason. */
  readonly cause: string;
  readonly count: number;
  readonly tokens: number;
}
