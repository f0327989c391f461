import type { Figures } from "@/lib/core/list/run-stats";
import type { FlagLevel, FlagName, FlagPlace } from "@/lib/core/list/session-flag";
import type { Recording } from "@/lib/core/recording/recording";
import type { SessionInput, SessionOutcome, SessionStatus } from "@/lib/core/recording/session-fields";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";

/** A session with what its policy makes of it. */
export interface JudgedSession {
  readonly session: Pick<SessionInput, "tokenizer" | "max_context_tokens">;
  readonly recording: Recording;
  readonly result: LineariseResult;
}

/** A place where something is out of order. */
export interface FlagFinding extends FlagPlace {
  /** What tells kinds of one flag apart; empty where there is one kind. */
  readonly detail: string;
  /** Sampled tokens that it concerns. */
  readonly tokens: number;
}

/** Figures of a session that are judged beside others'. */
export interface ListedSession extends Pick<SessionOutcome, "reward" | "leaf_rewards" | "turn_rewards"> {
  readonly id: string;
  readonly status: SessionStatus;
  readonly group_index: number | null;
  readonly outcome: string | null;
  readonly samples: number;
  /** Revision of its rewards, and the oldest with which a line of it was exported; null: none was. */
  readonly reward_revision: number;
  readonly exported_revision: number | null;
  readonly oldest_weights: number | null;
  readonly newest_weights: number | null;
}

/** What a flag is over a set of sessions. */
export interface FlagTally {
  readonly sessions: number;
  /** Groups that these sessions are of. */
  readonly groups: number;
  /** How often it shows, and how many sampled tokens it concerns; 0 for what is judged beside other sessions. */
  readonly count: number;
  readonly tokens: number;
  /** By what tells kinds apart, those of the most tokens first. */
  readonly details: readonly { readonly detail: string; readonly count: number; readonly tokens: number }[];
  /** Of all sessions that were looked at. */
  readonly total: Pick<Figures, "sessions" | "sampled_tokens">;
}

interface Named {
  readonly name: FlagName;
  readonly level: FlagLevel;
  /** When a session has it, in a sentence for docs/health.md. */
  readonly rule: string;
  /** What is to be said of it, with its figure. */
  sentence(tally: FlagTally): string;
}

/** Looks at one session by itself, and in time in proportion to it. */
export interface RecordingDetector extends Named {
  readonly looksAt: "recording";
  find(judged: JudgedSession): readonly FlagFinding[];
}

/** Looks at sessions beside one another: all of the groups that it is given. The database does the same (flag-where.ts). */
export interface SetDetector extends Named {
  readonly looksAt: "set";
  find(sessions: readonly ListedSession[]): readonly ListedSession[];
}

export type Detector = RecordingDetector | SetDetector;
