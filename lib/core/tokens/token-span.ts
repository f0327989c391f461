import type { Role } from "@/lib/core/message/message";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { ClaimOutcome, DropReason, SampleSpan } from "@/lib/core/samples/sample";

/** Why a token has the state it has; `explainToken` says it in words. Turns count from 1, samples from 0. */
export type TokenReason =
  | { readonly state: "trained"; readonly turn: number; readonly sample: number | null }
  | { readonly state: "context"; readonly role: Role | null }
  | { readonly state: "scaffold"; readonly reason: string }
  | {
      readonly state: "reemitted";
      readonly turn: number;
      /** Null when no sample holds it any more. */
      readonly claimed_by: number | null;
      readonly outcome: ClaimOutcome;
    }
  | {
      readonly state: "realigned";
      /** The turn whose sampled tokens were held here. */
      readonly turn: number;
      readonly by_turn: number;
      /** Where in its output the tokens that were held here begin. */
      readonly held_start: number;
      readonly held_length: number;
      /** Whether the tokens shown are the sampled ones that were given up, or those that took their place. */
      readonly shown: "held" | "incoming";
    }
  | { readonly state: "refused"; readonly turn: number; readonly reason: RefusalReason }
  | { readonly state: "dropped"; readonly turn: number; readonly reason: DropReason };

/** Tokens `[start, start + length)` of a shown range, all with one reason. */
export type TokenSpan = TokenReason & { readonly start: number; readonly length: number };

/** The reason of a sample's span, without its place. */
export function reasonOfSpan(span: SampleSpan, sample: number): TokenReason {
  switch (span.state) {
    case "trained":
      return { state: "trained", turn: span.turn, sample };
    case "context":
      return { state: "context", role: null };
    case "scaffold":
      return { state: "scaffold", reason: span.reason };
    case "reemitted":
      return { state: "reemitted", turn: span.turn, claimed_by: span.claimedBy, outcome: span.outcome };
    case "realigned":
      return {
        state: "realigned",
        turn: span.heldTurn,
        by_turn: span.byTurn,
        held_start: span.heldOutputStart,
        held_length: span.heldLength,
        shown: "incoming",
      };
    case "refused":
      return { state: "refused", turn: span.turn, reason: span.reason };
    default:
      return span satisfies never;
  }
}
