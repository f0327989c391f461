import type { CauseTally } from "@/lib/core/recording/session-cause";

/** Figures of a set of sessions, each under its own policy. */
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

/** Figures of the sessions that share a value; an empty name where they have none. */
export interface FiguresPart extends Figures {
  readonly name: string;
}

/** What one cause cost over the sessions. */
export interface CauseFigures extends CauseTally {
  readonly sessions: number;
}

/** One cause among the sessions of one client under one template; an empty client did not say who it is. */
export interface CauseOrigin extends CauseFigures {
  readonly client: string;
  readonly template: string;
}

/** The sessions that began in one stretch of time; `from` is milliseconds since 1970. */
export interface TimeFigures extends Figures {
  readonly from: number;
  readonly causes: readonly CauseTally[];
}

/** Figures over a filtered set, together and by part. A template goes by the name of its tokenizer. */
export interface RunStats {
  readonly total: Figures;
  /** What cost the most tokens first. */
  readonly causes: readonly CauseFigures[];
  readonly by_client: readonly FiguresPart[];
  readonly by_template: readonly FiguresPart[];
  readonly by_run: readonly FiguresPart[];
  /** In order of time; stretches in which no session began are left out. */
  readonly over_time: readonly TimeFigures[];
  /** Length of a stretch of `over_time`, ms. */
  readonly bucket_ms: number;
  /** Where causes come from. What cost the most tokens first. */
  readonly cause_sources: readonly CauseOrigin[];
}
