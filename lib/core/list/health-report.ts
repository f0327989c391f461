import type { FlagEvidence } from "./flag-figures";
import type { FlagLevel, FlagName } from "./session-flag";

/** What is out of order in a set of sessions, as one flag tells it. */
export interface HealthFlag {
  readonly flag: FlagName;
  readonly level: FlagLevel;
  /** With its figure. */
  readonly sentence: string;
  /** How many sessions have it, of how many groups. */
  readonly sessions: number;
  readonly groups: number;
  readonly tokens: number;
  /** Of the list: it leaves exactly these sessions. */
  readonly filter: string;
  /** A few places where it shows. */
  readonly evidence: readonly FlagEvidence[];
}

/** What `GET /api/health-report` answers. */
export interface HealthReport {
  /** The sessions that were asked for, and that they are so many. */
  readonly filter: string;
  readonly sessions: number;
  /** Sessions whose recording nobody has looked through by today's rules: `turntree reclassify` does. */
  readonly unjudged: number;
  /** The gravest first, and of one level what most sessions have. */
  readonly flags: readonly HealthFlag[];
}
