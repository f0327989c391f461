import type { Scaffold } from "@/lib/core/recording/turn";
import type { FoldNode } from "@/lib/core/tree/fold-node";

/**
 * What a run of a builder's tokens is, before it is decided who trains it. `output`: sampled by a turn of this
 * builder. `carried`: sampled by a turn of an earlier builder and part of this one's first prompt.
 */
export type SegmentKind =
  | { readonly kind: "context" }
  | { readonly kind: "scaffold"; readonly reason: Scaffold["reason"] }
  | { readonly kind: "output" | "carried"; readonly turn: number; readonly outputStart: number }
  | { readonly kind: "realigned"; readonly loss: RealignedLoss };

/** Sampled tokens that were held and gave way to the ids of a later prompt. */
export interface RealignedLoss {
  readonly heldTurn: number;
  readonly heldOutputStart: number;
  readonly heldLength: number;
  readonly byTurn: number;
}

/** Tokens `[start, start + length)` of a builder. */
export type Segment = SegmentKind & { readonly start: number; readonly length: number };

/** The first `length` tokens of what was held before a fork, told by where they stand and not copied. */
export interface CarriedHead {
  readonly from: Pick<BuilderPlan, "carried" | "segments">;
  readonly length: number;
}

/** A sample in the making: the sequence of its last turn, and what each token of it is. Lengths in tokens. */
export interface BuilderPlan {
  readonly leaf: FoldNode;
  /** All turns of the chain, and those that this builder took in. */
  readonly chainTurns: readonly number[];
  readonly turns: readonly number[];
  readonly firstPromptLength: number;
  readonly length: number;
  /** What it begins with of the builder that it forked from; null when it holds nothing of another. */
  readonly carried: CarriedHead | null;
  /** What stands after that: covers `[carried.length, length)` without gaps, in order. */
  readonly segments: readonly Segment[];
  /** What is still held of the output of each turn, by turn; a realign may have taken its end or all of it. */
  readonly outputs: ReadonlyMap<number, { readonly start: number; readonly length: number }>;
  /** Also those that left no token behind, because the prompt ended where it diverged. */
  readonly losses: readonly { readonly at: number; readonly loss: RealignedLoss }[];
}
