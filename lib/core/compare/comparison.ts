import type { AlignedMessage } from "@/lib/core/diff/align-messages";
import type { Role } from "@/lib/core/message/message";
import type { Policy } from "@/lib/core/policy/policy";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { StateCounts } from "@/lib/core/view/session-view";
import type { TurnDrift } from "@/lib/core/view/turn-drift";
import type { HeldStates } from "./held-states";

/** A branch that a side can show, by its last message. */
export interface BranchChoice {
  readonly node: string;
  readonly turn: number;
  readonly messages: number;
  readonly preview: string;
}

/** How often something happened on a side, and the tokens that it touched. */
export interface SideTally {
  readonly subject: "fork" | "drift suffered" | "drift spared";
  readonly cause: string;
  readonly count: number;
  readonly tokens: number;
}

/** The figures of a side's session under a policy, in tokens unless said otherwise. */
export interface SideFigures {
  readonly turns: number;
  readonly forks: number;
  readonly drift_spans: number;
  /** Tokens that a rendered prompt changed, and that a graft kept. */
  readonly drift_suffered: number;
  readonly drift_spared: number;
  readonly samples: number;
  readonly sampled: number;
  readonly trained: number;
  readonly realigned: number;
  readonly refused: number;
  readonly dropped: number;
  readonly longest_sample: number;
  /** Every token that a trainer must process. */
  readonly total_tokens: number;
}

/** One side of a comparison. */
export interface ComparisonSide {
  readonly session: SessionRow;
  readonly policy: Policy;
  /** Further settings that were asked for, as `readSettingsText` reads them; empty when none were. */
  readonly settings: string;
  readonly figures: SideFigures;
  readonly causes: readonly SideTally[];
  /** The branch shown, and the latest ones that could be; `branch_count` tells how many there are. */
  readonly branch: BranchChoice | null;
  readonly branches: readonly BranchChoice[];
  readonly branch_count: number;
  /** The sample that holds the branch, counted from 0, and its tokens; null where none does. */
  readonly sample: { readonly index: number; readonly length: number } | null;
  /** The turn in whose sequence the branch's messages stand; null when no token ids are recorded. */
  readonly turn: number | null;
}

/** A message on one side. */
export interface ComparedMessage {
  readonly node: string;
  readonly turn: number | null;
  readonly preview: string;
  /** Its tokens in the sequence of the side's turn; null when its start was not recorded. */
  readonly start: number | null;
  readonly end: number | null;
  /** Its own tokens by state, over all samples. */
  readonly counts: StateCounts;
  /** Its tokens by state in the sample of the side's branch; null where no sample holds the branch, or the message. */
  readonly held: HeldStates | null;
  /** What the audit found in the prompt of the turn that sampled it. */
  readonly drift: TurnDrift | null;
}

/**
 * The difference between two messages beside each other. `states`: the fate of their tokens over all samples. `sample`:
 * the same tokens have other states in the sample shown, as where another sample trains them.
 */
export type MessageDifference = "message" | "tokens" | "states" | "sample" | "drift";

/** Two messages beside each other, or one that the other side does not have. */
export interface ComparedRow extends Pick<AlignedMessage, "kind" | "cause"> {
  readonly role: Role;
  readonly a: ComparedMessage | null;
  readonly b: ComparedMessage | null;
  readonly differs: readonly MessageDifference[];
  /** Tokens that each side holds and the other has not, where both have the message. */
  readonly changed: { readonly a: number; readonly b: number } | null;
}

/** What `GET /api/compare` answers. */
export interface Comparison {
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  readonly rows: readonly ComparedRow[];
}
