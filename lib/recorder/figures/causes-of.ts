import { ownSpared } from "@/lib/core/causes/own-spared";
import { type CausedEvent, forkEvents, tallyCauses } from "@/lib/core/causes/tally-causes";
import type { Recording } from "@/lib/core/recording/recording";
import type { CauseSubject, CauseTally } from "@/lib/core/recording/session-cause";
import type { Turn } from "@/lib/core/recording/turn";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { LostRun } from "@/lib/core/samples/sample";
import { walkTree } from "@/lib/core/tree/walk-tree";

type SessionEvent = CausedEvent<CauseSubject>;

/**
 * The counts of a turn's own facts: its drift by the audit, and its refused graft.
 *
 * @param spared what its graft spared beside those before it; undefined where it is no graft of the tree.
 */
function causesOfTurn({ audit, graft }: Turn, spared: number | undefined): SessionEvent[] {
  const events: SessionEvent[] = [];
  // Found again, and nothing else: a turn before it was counted.
  if (audit !== null && audit.cause !== null && spared !== 0) {
    events.push({ subject: "drift", cause: audit.cause, tokens: spared ?? audit.changedTokens });
  }
  if (graft !== null && graft.refusal !== null) {
    events.push({ subject: "refused", cause: graft.refusal, tokens: 0 });
  }
  return events;
}

/** Tokens that a realignment or a refusal took; what was dropped has no cause to remove. */
function causeOfLoss({ turns }: Recording, { length, fate }: LostRun): SessionEvent | null {
  switch (fate.state) {
    case "refused":
      return { subject: "refused", cause: fate.reason, tokens: length };
    case "realigned":
      return {
        subject: "realigned",
        cause: turns[fate.byTurn - 1]?.audit?.cause ?? "retokenised",
        tokens: length,
      };
    case "dropped":
      return null;
    default:
      return fate satisfies never;
  }
}

/**
 * The events of a session by cause: how often each happened, and how many tokens it cost. A fork costs the sampled
 * tokens of the turn that was left. A drift costs the tokens that another way to build the prompt would have changed, each once.
 * Realignments and refusals cost the sampled tokens that they keep from training.
 */
export function causesOf(recording: Recording, result: LineariseResult): readonly CauseTally[] {
  const lost = result.ledger.lost.flatMap((run) => causeOfLoss(recording, run) ?? []);
  const forks = forkEvents(recording, result);
  const spared = sparedByTurn(recording, result);
  const ofTurns = recording.turns.flatMap((turn) => causesOfTurn(turn, spared.get(turn.index)));
  return tallyCauses<CauseSubject>([...forks, ...ofTurns, ...lost]);
}

/** What each grafted turn of the tree spared by itself. */
function sparedByTurn({ turns }: Recording, { tree }: LineariseResult): ReadonlyMap<number, number> {
  const nodes = walkTree(tree).map(({ node, parent }) => ({ parent, turn: node.turnIndex }));
  return ownSpared(nodes, (index) => {
    const turn = turns[index - 1];
    return turn?.promptBuild === "graft" ? (turn.audit?.changedTokens ?? 0) : 0;
  });
}
