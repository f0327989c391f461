import type { Policy } from "@/lib/core/policy/policy";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";
import type { FoldedTurns } from "@/lib/core/tree/fold-turns";
import { type RefusedRun, refusedRuns } from "./refused-runs";
import type { DropReason } from "./sample";
import { turnRefusal } from "./turn-refusal";

/** The standing of a turn before any sample is planned. */
export interface TurnStanding {
  /** Why it stands outside the samples altogether, other than for want of proof. */
  readonly outside: DropReason | null;
  readonly takesPart: boolean;
  readonly refused: readonly RefusedRun[];
}

/**
 * The standing of every turn under a policy, by turn index. `folded` is the tree under the same policy.
 */
export function turnStandings(
  turns: readonly Turn[],
  folded: FoldedTurns,
  policy: Policy,
): Map<number, TurnStanding> {
  return new Map(
    turns.map((turn) => {
      const node = folded.nodeOfTurn.get(turn.index);
      const refusal = turnRefusal(turn, node, policy);
      const outside = outsideReason(turn, node?.generated, policy);
      const refused = refusedRuns(turn, refusal, policy);
      return [turn.index, { outside, takesPart: outside === null && !isAbsent(refusal), refused }];
    }),
  );
}

function outsideReason(turn: Turn, isGenerated: boolean | undefined, policy: Policy): DropReason | null {
  if (isGenerated === undefined) return "no_prompt_messages";
  if (!isGenerated) return "merged_away";
  if (turn.served?.trains === false) return "model_not_trained";
  return turn.auxiliary !== "none" && !policy.include_auxiliary ? "auxiliary" : null;
}

/** Turns that no later prompt builds on and that cannot train would only cut their ancestors' sample short. */
function isAbsent(refusal: RefusalReason | null): boolean {
  switch (refusal) {
    case "undelivered":
    case "partly_delivered":
    case "no_token_ids":
    case "unreadable_reply":
      return true;
    default:
      return false;
  }
}
