import type { SessionCounters, SessionInput, SessionOutcome } from "@/lib/core/recording/session-fields";

/** A session as the list shows it. Counters are those under the session's own policy. */
export interface SessionRow
  extends SessionCounters,
    Pick<SessionInput, "id" | "model" | "tokenizer" | "origin" | "group_index">,
    Pick<SessionOutcome, "status" | "reward" | "created_at" | "unrecorded"> {
  /** The client that called, as far as it said who it is. */
  readonly client: string | null;
  /** The run that the session's labels name. */
  readonly run: string | null;
  readonly policy: string | null;
  /** Milliseconds since 1970. */
  readonly updated_at: number;
  /** From its opening to its last turn, ms; null before the first. */
  readonly duration_ms: number | null;
  readonly revision: number;
}
