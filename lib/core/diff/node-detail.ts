import type { JsonObject } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";

/** What `GET /api/sessions/{id}/nodes/{node}` answers: one message in full, and the turn that sampled it. */
export interface NodeDetail {
  readonly id: string;
  readonly message: Message | null;
  readonly turn: NodeTurn | null;
}

/** The turn's facts for people to read; no token arrays. */
export interface NodeTurn {
  readonly index: number;
  readonly matched_stop: number | string | null;
  readonly log_prob_semantics: string;
  readonly header_digest: string;
  /** The nearest turn above it in the tree, where its header was another; null where it was the same, or is unknown. */
  readonly header_changed_since: number | null;
  readonly weight_version: string | null;
  readonly accepted_rewrites: readonly AcceptedRewriteView[];
  readonly scaffolds: readonly { readonly start: number; readonly length: number; readonly reason: string }[];
  readonly facts: JsonObject;
}

export interface AcceptedRewriteView {
  readonly message_index: number;
  readonly tolerance: string;
  /** Null when the message was left out of the prompt. */
  readonly held: Message | null;
  readonly echoed: Message;
}
