import type { JsonObject } from "../json-value";

/** A session as the list shows it. Counters are those under the session's own policy. */
export interface SessionRow {
  readonly id: string;
  readonly status: "open" | "finished" | "dropped";
  readonly model: string;
  readonly tokenizer: string;
  /** The client that called, as far as it said who it is. */
  readonly client: string | null;
  /** The run that the session's labels name. */
  readonly run: string | null;
  readonly origin: "api" | "call" | "shared" | "import";
  readonly turns: number;
  readonly nodes: number;
  readonly forks: number;
  readonly drift_spans: number;
  readonly refused: number;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
  readonly context_tokens: number;
  readonly reward: number | JsonObject | null;
  readonly group_index: number | null;
  readonly policy: string | null;
  /** Milliseconds since 1970. */
  readonly created_at: number;
  readonly updated_at: number;
  /** From its opening to its last turn, ms; null before the first. */
  readonly duration_ms: number | null;
  /** Its outline (session-shape.ts); null until it was worked out. */
  readonly shape: string | null;
  readonly revision: number;
}
