import type { Message } from "@/lib/core/message/message";
import type { SideCallEvidence } from "./side-call-evidence";
import type { TurnFacts } from "./turn-facts";

/** `pending` until the reply has been pulled to its end by the client; see design of delivery in docs/recording.md. */
export type Delivery = "pending" | "delivered" | "undelivered" | "partly_delivered";

/** Why a call is not part of the conversation proper; `none` for an ordinary call. */
export type AuxiliaryKind =
  | "none"
  | "title"
  | "quota_probe"
  | "health_probe"
  | "warm_up"
  | "count"
  | "memory_extraction"
  | "compaction_summary"
  | "commit_message"
  | "web_search"
  | "side_call";

/** A kind that was told anew, by later rules than those of the time of recording. */
export interface KindAmendment {
  /** What the turn was recorded as; it stays in its row and its line. */
  readonly recorded: AuxiliaryKind;
  /** Why it counts as what it counts as now; null where it is now part of the conversation. */
  readonly sideCall: SideCallEvidence | null;
}

export type FinishReason = "stop" | "length" | "tool_calls" | "abort" | "error";

/** Why the recorder itself holds a turn to be untrainable, found when it was received. */
export type RefusalReason =
  | "no_log_probs"
  | "prefix_not_proven"
  | "framing_not_proven"
  | "engine_count_disagrees"
  | "id_outside_vocabulary"
  | "ill_formed"
  | "partly_delivered"
  | "undelivered"
  | "no_token_ids"
  | "prompt_unconfirmed"
  | "completeness_unknown"
  | "reply_disagrees"
  | "output_count_disagrees"
  | "ids_taken_back"
  | "impossible_log_probs"
  | "unreadable_reply"
  | "weights_mixed"
  | "older_weights"
  | "weights_unplaced";

/** How a prompt's token ids came to be. */
export type PromptBuild = "graft" | "render" | "engine";

/** What the log-probs of an engine mean; see docs/engines.md. */
export type LogProbSemantics = "raw" | "temperature_scaled" | "post_sampling" | "unknown";

/** A run of ids that the recorder added to a prompt, such as a closer after a cut-off turn: not said, not sampled. */
export interface Scaffold {
  /** First position in the prompt, and length in tokens. */
  readonly start: number;
  readonly length: number;
  readonly reason: "closer_after_truncation" | "closer_after_other_stop";
}

/** Where an edge of the tree joined two spellings of one message, and what was forgiven. */
export interface AcceptedRewrite {
  /** Position in the prompt's messages; of a message that was left out, the position of what follows it. */
  readonly messageIndex: number;
  /** Turn whose answer the client echoed in another spelling; null for a prompt message. */
  readonly turnIndex: number | null;
  readonly tolerance: string;
  /** What stands in the prompt; null when the message was left out of it. */
  readonly held: Message | null;
  readonly echoed: Message;
}

/**
 * One model call: an immutable fact. Everything else (tree, drift, samples, figures) is derived from a list of
 * these and a policy. The prompt's token ids live in the recording's `PromptSource`, since they share almost all
 * of their content from turn to turn.
 */
export interface Turn extends TurnFacts {
  /** From 1, in the order in which turns were committed. */
  readonly index: number;
  readonly promptMessages: readonly Message[];
  /** Null when the engine's answer could not be read as a message at all. */
  readonly responseMessage: Message | null;
  readonly outputIds: Int32Array;
  /** In nats, one per output id. Null when none were recorded. Single unknown positions are NaN. */
  readonly outputLogProbs: Float64Array | null;
  readonly finishReason: FinishReason;
  /** The stop token id or string that ended the answer, if the engine named one. */
  readonly matchedStop: number | string | null;
  /** Why the answer does not parse; null when it does. */
  readonly illFormed: string | null;
  readonly delivery: Delivery;
  /** How often the reply was sent: once more for each retry that it answered. */
  readonly deliveries: number;
  /** What it counts as: as recorded, or as `amendment` has it. */
  readonly auxiliary: AuxiliaryKind;
  /** Null where it counts as what it was recorded as. */
  readonly amendment: KindAmendment | null;
  /** The turn that this one asks again, after an undelivered or failed call. */
  readonly retryOf: number | null;
  readonly promptBuild: PromptBuild;
  /** Set when the recorder could not prove this turn; null when it could. */
  readonly refusal: RefusalReason | null;
  readonly scaffolds: readonly Scaffold[];
  readonly acceptedRewrites: readonly AcceptedRewrite[];
  /** Digest of the head of the prompt: rendered system text, tools and template arguments. Empty when unknown. */
  readonly headerDigest: string;
  /** First position in the prompt of each prompt message; empty when unknown. */
  readonly messageStarts: Int32Array;
  /** The weights that sampled it; where they changed in mid-answer, the last of them (`weightSpans`). */
  readonly weightVersion: string | null;
  readonly logProbSemantics: LogProbSemantics;
  /** The sub-agent that made the call, as its client names it. */
  readonly subAgent: string | null;
}
