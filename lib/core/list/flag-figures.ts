import type { FlagName } from "./session-flag";

/** Where a flag shows: a session, and tokens of the output of one of its turns; null where it is no one turn's. */
export interface FlagEvidence {
  readonly session: string;
  readonly turn: number | null;
  readonly start: number;
  readonly length: number;
}

/** A flag over a set of sessions. */
export interface FlagFigures {
  readonly flag: FlagName;
  readonly sessions: number;
  /** Groups that these sessions are of. */
  readonly groups: number;
  /** How often it shows and how many sampled tokens it concerns; 0 for what is judged beside other sessions. */
  readonly count: number;
  readonly tokens: number;
  /** By what tells kinds apart, those of the most tokens first. */
  readonly details: readonly { readonly detail: string; readonly count: number; readonly tokens: number }[];
  /** A few places, those of the most tokens first. */
  readonly evidence: readonly FlagEvidence[];
}

/** What is out of order in a set of sessions. */
export interface SetFlags {
  readonly sessions: number;
  readonly sampled_tokens: number;
  /** Sessions of which nobody has worked out yet what is out of order. */
  readonly unjudged: number;
  /** Those that a session has, in no order. */
  readonly flags: readonly FlagFigures[];
}
