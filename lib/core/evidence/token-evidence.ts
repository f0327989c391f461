import type { EvidenceKind } from "@/lib/core/recording/evidence-column";

/** A token that an engine told beside a sampled one. */
export interface ToldToken {
  readonly id: number;
  readonly text: string;
  /** In nats; null where it is unknown. */
  readonly log_prob: number | null;
}

/** All evidence of one sampled token; null for what was not recorded. */
export interface TokenEvidence {
  /** The weights that sampled it. */
  readonly weights: string | null;
  /** The likeliest tokens there, likeliest first. */
  readonly top: readonly ToldToken[] | null;
  /** In nats. */
  readonly entropy: number | null;
  /** How many tokens could be drawn, and the likeliest of them. */
  readonly support: { readonly count: number; readonly likeliest: readonly ToldToken[] } | null;
  /** The experts that the token was routed to when it was read; null also for the last one, which was not. */
  readonly experts: readonly number[] | null;
  /** Columns that were recorded and whose bytes are no longer kept. */
  readonly gone: readonly EvidenceKind[];
}
