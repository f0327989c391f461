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
export interface CauseFigures {
  readonly subject: "fork" | "drift" | "refused";
  readonly cause: string;
  readonly sessions: number;
  readonly count: number;
  readonly tokens: number;
}

/** A link to the sessions that a figure stands for. */
export function sessionsLink(condition: string): string {
  return `/sessions?${new URLSearchParams({ q: condition })}`;
}

/** A condition of the list's filter; values with spaces stand in quotes. */
export function condition(field: string, value: string): string {
  return /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`;
}
