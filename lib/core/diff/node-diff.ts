import type { Message, Role } from "@/lib/core/message/message";
import type { MessageMark } from "@/lib/core/tokens/message-marks";
import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { TurnDrift } from "@/lib/core/view/turn-drift";
import type { AlignedMessage } from "./align-messages";
import type { DivergenceOutcome } from "./divergence-outcome";
import type { PromptDivergence } from "./prompt-divergence";
import type { ThreeWay } from "./three-way";
import type { TokenDiff } from "./token-diff";

/** One side of a difference: the start of a turn's sequence. */
export interface DiffEnd {
  readonly title: string;
  readonly turn: number;
  /** The message that the page opens for it. */
  readonly node: string | null;
  /** `sent`: as it was recorded; `rendered`: as the template renders the turn's messages afresh. */
  readonly build: "sent" | "rendered";
  readonly marks: readonly MessageMark[];
}

/** Two messages beside each other. Of equal ones only the start of the text is here. */
export interface MessageDiffRow extends AlignedMessage {
  readonly role: Role;
  readonly preview: string;
  readonly a_message: Message | null;
  readonly b_message: Message | null;
}

/**
 * What `GET /api/sessions/{id}/nodes/{node}/diff` answers. `held`: the tokens held before the node's turn against
 * its prompt. `spared`: a grafted prompt against the full render that would have changed it. `nodes`: the
 * conversations up to two messages.
 */
export interface NodeDiff {
  readonly pair: "held" | "spared" | "nodes";
  readonly a: DiffEnd;
  readonly b: DiffEnd;
  readonly words: string;
  /** Null where two messages are compared. */
  readonly divergence: PromptDivergence | null;
  readonly outcome: DivergenceOutcome | null;
  /** As the classifier names it; null when no fork or audit says. */
  readonly cause: string | null;
  readonly audit: TurnDrift | null;
  readonly policy: string;
  /** In tokens; null where the policy compares nothing with it. */
  readonly threshold: number | null;
  /** Null when a side has no token ids; `tokens_missing` then says why. */
  readonly tokens: TokenDiff | null;
  readonly tokens_missing: string | null;
  readonly messages: readonly MessageDiffRow[];
  readonly three_way: ThreeWay | null;
  readonly pieces: TokenPieces;
}
