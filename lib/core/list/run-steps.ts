/** What columns of a strip are: steps by the label `step`, or groups where sessions have no step. */
export type StepKind = "step" | "group";

/** The sessions of one step, or of one group, together. Figures in tokens. */
export interface StepFigures {
  /** The step, or the group's index. */
  readonly at: number;
  readonly sessions: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
  /** Sampled tokens that no sample trains, by why; they add up to what is sampled and not trained. */
  readonly realigned_tokens: number;
  readonly refused_tokens: number;
  readonly dropped_tokens: number;
  /** Mean of the rewards that are numbers; null where there is none. */
  readonly reward: number | null;
}

/** Columns from the first to the last, both of them included. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** What a run did, column by column. */
export interface RunSteps {
  readonly by: StepKind;
  /** In order; the last so many where there are more. */
  readonly columns: readonly StepFigures[];
  /** Earlier columns that are not told. */
  readonly more: number;
}
