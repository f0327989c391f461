import type { CauseTally } from "../session-cause";

/** Figures over sessions, as `GET /api/stats` gives them. */
export interface Figures {
  readonly sessions: number;
  readonly turns: number;
  readonly forks: number;
  readonly drift_spans: number;
  readonly refused_tokens: number;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
}

export interface FiguresPart extends Figures {
  readonly name: string;
}

/** What one cause cost over the sessions. */
export interface CauseFigures extends CauseTally {
  readonly sessions: number;
}

/** One cause among the sessions of one client under one template. */
export interface CauseOrigin extends CauseFigures {
  readonly client: string;
  readonly template: string;
}

/** The sessions that began in one stretch of time; `from` is milliseconds since 1970. */
export interface TimeFigures extends Figures {
  readonly from: number;
  readonly causes: readonly CauseTally[];
}

export interface RunStats {
  readonly total: Figures;
  readonly causes: readonly CauseFigures[];
  readonly by_client: readonly FiguresPart[];
  readonly by_template: readonly FiguresPart[];
  readonly by_run: readonly FiguresPart[];
  readonly over_time: readonly TimeFigures[];
  readonly bucket_ms: number;
  readonly cause_sources: readonly CauseOrigin[];
}
