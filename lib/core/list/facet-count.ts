/** `low` is nothing or less, `high` is more; `none` is no reward that is a number. */
export type RewardClass = "none" | "low" | "high";

/** How many sessions have all of this in common. Words may be empty: not given. */
export interface FacetCount {
  readonly status: string;
  readonly model: string;
  readonly client: string;
  readonly run: string;
  readonly causes: readonly string[];
  readonly forks: boolean;
  readonly drift: boolean;
  readonly refused: boolean;
  readonly reward: RewardClass;
  readonly sessions: number;
}
