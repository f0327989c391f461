import type { FanOutShare } from "../fan-out";

/** A session of a group, as `GET /api/groups/{index}` tells it. */
export interface GroupSession extends FanOutShare {
  readonly id: string;
  readonly index: number | null;
  readonly reward: unknown;
  /** Null where the session has no reward that is a number. */
  readonly advantage: number | null;
  readonly turns: number;
  readonly forks: number;
  readonly drift_spans: number;
  readonly refused: number;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
  readonly shape: string | null;
}

/** What a turn answered, in a line. */
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
