/**
 * What happens in sessions that has a cause: a fork; drift, which is what another way to build a prompt would have
 * changed; a realignment, which took the signal of sampled tokens; a refusal.
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
