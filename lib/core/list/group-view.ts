import type { FanOutShare } from "@/lib/core/lab/fan-out";
import type { SessionCounters, SessionOutcome } from "@/lib/core/recording/session-fields";

/** Sessions that share a `group_index`. */
export interface GroupRow {
  readonly group_index: number;
  readonly sessions: number;
  readonly finished: number;
  /** How many have a reward that is a number; mean and standard deviation (n - 1) are over these. */
  readonly rewarded: number;
  readonly mean: number | null;
  readonly std: number | null;
  /** Whether nothing in it trains: all its rewards are alike, and none is still to come. */
  readonly is_dead: boolean;
  readonly samples: number;
  /** Of the session that has the most. */
  readonly most_samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
  readonly forks: number;
}

/** Which groups are listed. */
export interface GroupQuery {
  readonly filter?: string;
  readonly limit: number;
  /** Only groups with a lower index: where the last page ended. */
  readonly below?: number;
}

/** A page of groups. */
export interface GroupPage {
  readonly groups: readonly GroupRow[];
  readonly nextBelow: number | null;
}

/** A session of a group, as `GET /api/groups/{index}` tells it. */
export interface GroupSession extends FanOutShare, Omit<SessionCounters, "nodes" | "context_tokens"> {
  readonly id: string;
  readonly index: number | null;
  readonly reward: SessionOutcome["reward"];
  /** How it ended; one that failed or is masked takes no part in the mean. */
  readonly outcome: string | null;
  /** Null where the session has no reward that is a number. */
  readonly advantage: number | null;
}

/** The answer of a turn, in a line. */
export interface GroupTurn {
  readonly index: number;
  readonly sampled_tokens: number;
  readonly finish_reason: string;
  readonly line: string;
  readonly tool_calls: readonly string[];
}

/** What `GET /api/groups/{index}/turns` answers: turns `from` to `to` of each session. */
export interface GroupTurns {
  readonly from: number;
  readonly to: number;
  readonly sessions: Readonly<Record<string, readonly GroupTurn[]>>;
}
