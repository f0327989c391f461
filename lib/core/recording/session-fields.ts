import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { PolicyName } from "@/lib/core/policy/policy";

export type SessionStatus = "open" | "finished" | "dropped";

/** The fields that a trainer hands in when it opens a session; absent ones are null. */
export interface SessionInput {
  readonly id: string;
  /** Opened by `POST /api/sessions`, by its first call, by a shared name (`user`, `default`), or by an import. */
  readonly origin: "api" | "call" | "shared" | "import";
  /** How prompts are built and histories matched in this session. */
  readonly prompt_mode: "graft" | "render";
  readonly matcher: "exact" | "echo";
  readonly model: string;
  readonly tokenizer: string;
  readonly group_index: number | null;
  readonly index: number | null;
  readonly rollout_id: number | string | null;
  readonly label: JsonValue;
  readonly prompt: JsonValue;
  readonly sampling_defaults: JsonObject;
  readonly max_context_tokens: number | null;
  readonly max_turns: number | null;
  readonly policy: JsonObject | null;
  /** What evidence its turns keep, as `TURNTREE_EVIDENCE` says it; absent or null: as the server does. */
  readonly evidence?: string | null;
  readonly labels: JsonObject;
  readonly metadata: JsonObject;
}

/** Calls of a session that could not be recorded. */
export interface MissingCalls {
  readonly calls: number;
  /** Why the last of them could not, in a sentence. */
  readonly reason: string;
}

/** The course of a session, wherever it was recorded. Times are milliseconds since 1970. */
export interface SessionOutcome {
  readonly status: SessionStatus;
  readonly reward: number | JsonObject | null;
  readonly leaf_rewards: JsonObject | null;
  /** By the index of the turn; null or absent where no turn has a reward of its own. */
  readonly turn_rewards?: JsonObject | null;
  /** How often the rewards were amended after they were first given; absent where they were not. */
  readonly reward_revision?: number;
  /** How it ended, as its environment says; null or absent when nothing was said. */
  readonly outcome?: string | null;
  /** Frozen when finished. */
  readonly finished_policy: PolicyName | null;
  readonly created_at: number;
  readonly finished_at: number | null;
  /** Null or absent where no call is missing. */
  readonly unrecorded?: MissingCalls | null;
}

/** Counters kept for the list page, under the session's policy. */
export interface SessionCounters {
  readonly turns: number;
  readonly nodes: number;
  readonly forks: number;
  readonly drift_spans: number;
  readonly refused: number;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
  /** Length of the longest turn, prompt and output. */
  readonly context_tokens: number;
  /** The session's outline (view/session-shape.ts); null until it was worked out. */
  readonly shape: string | null;
}
