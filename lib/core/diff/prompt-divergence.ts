import { type ForkCause, forkCauses } from "@/lib/core/causes/fork-causes";
import type { NodeView } from "@/lib/core/view/session-view";
import type { RecordingView } from "@/lib/core/view/view-recording";

/** How a turn's prompt departs from the tokens that were held before it. Positions and lengths in tokens. */
export interface PromptDivergence {
  /** The turn whose prompt departs, and the turn whose prompt and answer were held. */
  readonly turn: number;
  readonly held_turn: number;
  readonly held_length: number;
  readonly prompt_length: number;
  /** Tokens that are the same from the start. */
  readonly common: number;
  /** Where the held turn's answer begins. */
  readonly answer_start: number;
  readonly answer_length: number;
  /** Length of the departing turn's own answer, which slime compares the fork threshold with. */
  readonly output_length: number;
  /**
   * `follows`: the messages go on from the held answer. `branches`: they leave it, so the tree forks. `rewrites`: they
   * change it, and the policy merged the change.
   */
  readonly relation: "follows" | "branches" | "rewrites";
}

/**
 * Compares a turn's prompt with the sequence held before it: that of the nearest earlier answer on its path. For the
 * first answer after a fork or a merged rewrite it is that of the turn that was left. Null when nothing was held.
 */
export function promptDivergence(
  { recording, result, view }: RecordingView,
  turnIndex: number,
): PromptDivergence | null {
  const turn = recording.turns[turnIndex - 1];
  const fork = forkCauses(recording, result).find((candidate) => candidate.turn === turnIndex);
  const merged = view.nodes.find((node) => node.merged_rewrite && node.first_turn === turnIndex);
  const heldTurn =
    merged?.merged_rewrite?.abandonedTurnIndex ??
    fork?.leftTurn ??
    answerBefore(view.nodes, view.turns[turnIndex - 1]?.node ?? null);
  const held = heldTurn === null ? undefined : recording.turns[heldTurn - 1];
  if (!turn || !held || heldTurn === null) return null;
  const answerStart = recording.prompts.length(heldTurn);
  return {
    turn: turnIndex,
    held_turn: heldTurn,
    held_length: answerStart + held.outputIds.length,
    prompt_length: recording.prompts.length(turnIndex),
    common: recording.prompts.commonPrefix(heldTurn, turnIndex),
    answer_start: answerStart,
    answer_length: held.outputIds.length,
    output_length: turn.outputIds.length,
    relation: relationOf(merged, fork),
  };
}

function relationOf(merged: NodeView | undefined, fork: ForkCause | undefined): PromptDivergence["relation"] {
  if (merged) return "rewrites";
  return fork && fork.nodeId !== null ? "branches" : "follows";
}

function answerBefore(nodes: readonly NodeView[], at: number | null): number | null {
  for (let next = nodes[at ?? -1]?.parent ?? -1; next >= 0; next = nodes[next]?.parent ?? -1) {
    const turn = nodes[next]?.turn;
    if (turn !== null && turn !== undefined) return turn;
  }
  return null;
}
