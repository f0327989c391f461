/** Sampled tokens of a turn that train in a sample, and where they stand in it. */
export interface TracedRun {
  readonly turn: number;
  /** First of them in the turn's output, from 0. */
  readonly outputStart: number;
  /** First of them in the sample, prompt included, from 0. */
  readonly start: number;
  readonly length: number;
}

/** Where an exported line came from: written when it is exported, found again by the line's digest. */
export interface SampleTrace {
  /** SHA-256 of the sample, 64 hexadecimal digits. */
  readonly digest: string;
  readonly session: string;
  /** The session's revision at the time of the export. */
  readonly revision: number;
  /** Which of the session's rewards the line carries. */
  readonly rewardRevision: number;
  /** The policy in one line (`policyLine`). */
  readonly policy: string;
  /** Position among the session's samples under that policy, from 0. */
  readonly sample: number;
  /** Node id of its leaf. */
  readonly leaf: string;
  /** All tokens of the sample. */
  readonly length: number;
  /** As slime defines it; can be negative after a cut. */
  readonly responseLength: number;
  /** What trains in it, in order. */
  readonly trained: readonly TracedRun[];
}
