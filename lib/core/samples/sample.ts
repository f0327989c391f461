import type { JsonObject } from "@/lib/core/json/json-value";
import type { RefusalReason } from "@/lib/core/recording/turn";

/** A number, or several named ones; null when none was given. */
export type Reward = number | JsonObject | null;

/** Why a sampled token is in no sample. */
export type DropReason =
  | "cut_by_max_sample_tokens"
  | "merged_away"
  | "auxiliary"
  | "model_not_trained"
  | "below_min_trained_tokens"
  | "no_trained_token"
  | "no_prompt_messages";

/** What became, elsewhere, of a token that this sample carries as context. `dropped`: no sample came of its claim. */
export type ClaimOutcome = "trained" | "realigned" | "dropped";

/** Provenance of a run of tokens of one sample: where they come from, their state, and why. */
export type SpanProvenance =
  | { readonly state: "trained"; readonly turn: number; readonly outputStart: number }
  | { readonly state: "context" }
  | { readonly state: "scaffold"; readonly reason: string }
  | {
      readonly state: "reemitted";
      readonly turn: number;
      readonly outputStart: number;
      /** The sample that holds the claim (index in `samples`; null if none came of it), and the token's fate there. */
      readonly claimedBy: number | null;
      readonly outcome: ClaimOutcome;
    }
  | {
      readonly state: "realigned";
      /** The turn whose sampled ids were held here, and where in its output the lost ones begin. */
      readonly heldTurn: number;
      readonly heldOutputStart: number;
      readonly heldLength: number;
      /** The turn whose prompt took their place. */
      readonly byTurn: number;
    }
  | {
      readonly state: "refused";
      readonly turn: number;
      readonly outputStart: number;
      readonly reason: RefusalReason;
    };

/** Tokens `[start, start + length)` of a sample, all of one provenance. */
export type SampleSpan = SpanProvenance & { readonly start: number; readonly length: number };

/**
 * One training sample, as a plan. Its ids are the first `length` ids of the sequence (prompt, then output) of
 * `lastTurn`. Its spans say what each of them is. `materialiseSample` makes the columns.
 */
export interface Sample {
  readonly index: number;
  /** Turns of the chain, first to last, that this sample's builder took in. */
  readonly turns: readonly number[];
  readonly lastTurn: number;
  readonly leafNodeId: string;
  /** The last turn of the chain, whose answer the leaf is. */
  readonly leafTurn: number;
  readonly length: number;
  /** As slime defines it; can be negative after a cut. */
  readonly responseLength: number;
  /** Covers `[0, length)` without gaps, in order. */
  readonly spans: readonly SampleSpan[];
  readonly trainedTokens: number;
  readonly reward: Reward;
  readonly truncated: boolean;
  readonly useTool: boolean;
  readonly illFormed: boolean;
}

/** A run of sampled tokens that no sample trains, for the conservation line. */
export interface LostRun {
  readonly turn: number;
  readonly outputStart: number;
  readonly length: number;
  readonly fate:
    | { readonly state: "realigned"; readonly byTurn: number; readonly sample: number }
    | { readonly state: "refused"; readonly reason: RefusalReason }
    | { readonly state: "dropped"; readonly reason: DropReason };
}

/** Where every sampled token of the session went. `trained + realigned + refused + dropped === sampled`. */
export interface Ledger {
  readonly sampled: number;
  readonly trained: number;
  readonly realigned: number;
  readonly refused: number;
  readonly dropped: number;
  /** Tokens trained in more than one sample; 0 when `train_once` is on. */
  readonly trainedTwice: number;
  readonly lost: readonly LostRun[];
  readonly balanced: boolean;
}
