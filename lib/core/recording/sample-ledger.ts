/** A sample that a trainer may be given. */
export interface FeedCandidate {
  readonly session: string;
  /** Its place among the session's samples, from 0. */
  readonly sample: number;
  /** SHA-256, hex, as its line has it. */
  readonly digest: string;
  readonly policy: string;
  readonly trainedTokens: number;
}

/** A sample that a trainer has: nobody else gets it until the lease ends. */
export interface SampleLease {
  readonly lease: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What leases are given with. */
export interface LeaseTerms {
  /** The trainer's name for its run, whose ledger it is. */
  readonly run: string;
  readonly now: number;
  readonly expiresAt: number;
  /** Whether samples that this run has trained may be given once more. */
  readonly again: boolean;
}

/** What a trainer did with its leases. */
export interface StepDone {
  readonly step: number;
  /** The weights that came of the step. */
  readonly weights: string;
  /** Leases whose samples were trained. */
  readonly leases: readonly string[];
  /** Leases that are given back untrained. */
  readonly released: readonly string[];
  readonly now: number;
}

/** A sample that went into weights. */
export interface TrainedSample extends FeedCandidate {
  readonly step: number;
  readonly weights: string;
  readonly trainedAt: number;
}

/** What went into one version of the weights, of the samples of some sessions. */
export interface TrainedWeights {
  /** Whose ledger says it: the trainer's name for its run. */
  readonly run: string;
  readonly weights: string;
  /** How many steps, the first and the last of them. */
  readonly steps: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly sessions: number;
  readonly samples: number;
  readonly trainedTokens: number;
  /** When the last of them was entered, in milliseconds since 1970. */
  readonly trainedAt: number;
}

/** Sessions whose training is asked after: those of a run by their label, or one by its id. */
export type TrainedSessions = { readonly run: string } | { readonly session: string };

/** Which trained samples are meant. */
export interface TrainedQuery {
  readonly run: string;
  readonly weights?: string;
  readonly session?: string;
}

/** Which samples trainers have, and which went into which weights. Every write is durable when its promise resolves. */
export interface SampleLedger {
  /** Leases a sample; null where another has it, or this run has trained it. */
  lease(candidate: FeedCandidate, terms: LeaseTerms): Promise<SampleLease | null>;
  /**
   * Enters a step, all of it or nothing. Said again it changes nothing. Returns the run.
   *
   * @throws LedgerError for a lease that is not there, that another step has, or that is of another run than the
   *   others, and for weights after which others were trained.
   */
  enter(done: StepDone): Promise<string>;
  /** In the order in which they were entered. */
  trained(query: TrainedQuery): Promise<readonly TrainedSample[]>;
  /** Into which weights samples of these sessions went, by any ledger, in the order in which they were trained. */
  weightsWith(sessions: TrainedSessions): Promise<readonly TrainedWeights[]>;
  /** How many samples a run has trained. */
  size(run: string): Promise<number>;
  /** The weights of a run in the order in which they were first trained. */
  weightsOf(run: string): Promise<readonly string[]>;
  /** Runs that have a ledger, by name. */
  runs(): Promise<readonly string[]>;
}
