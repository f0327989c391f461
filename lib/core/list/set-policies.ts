/** What one policy for all makes of the sessions of a set, beside each session's own. Counts are sampled tokens. */
export interface SetPolicy {
  readonly policy: string;
  readonly trained: number;
  readonly samples: number;
  /** Tokens that train and did not, in sessions that train more than under their own policy, and these sessions. */
  readonly gained: SetChange;
  /** Tokens fewer, in sessions that train fewer. */
  readonly lost: SetChange;
  /** Sessions whose own policy asks for more proof, or trains a token less often: what is gained there is no gain. */
  readonly asks_less: number;
}

export interface SetChange {
  readonly tokens: number;
  readonly sessions: number;
}

/** What `GET /api/policies` answers: a set of sessions under each built-in policy. */
export interface SetPolicies {
  /** Sessions that were worked out: the newest of the set. */
  readonly sessions: number;
  /** Whether the set has more sessions than were worked out. */
  readonly has_more: boolean;
  readonly sampled: number;
  /** What trains, each session under its own policy. */
  readonly trained: number;
  readonly samples: number;
  /** The one that trains most first; those that ask for less somewhere stand last. */
  readonly policies: readonly SetPolicy[];
}
