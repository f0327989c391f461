import type { LineariseResult } from "../linearise-result";
import type { Recording } from "../recording";
import { sequenceIds } from "./sample-token-columns";
import type { NodeView, SessionView } from "./session-view";

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
  /** Length of the departing turn's own answer, which the fork threshold is compared with. */
  readonly output_length: number;
  /** What became of it under the policy: nothing departs, the tail is realigned, or a new sample opens. */
  readonly verdict: "clean" | "realigned" | "forked";
  /** Where the window below begins, and the ids held and incoming from there, at most `WINDOW_TOKENS` of each. */
  readonly window_start: number;
  readonly held: readonly number[];
  readonly incoming: readonly number[];
}

/** Tokens shown of each side, and how many of them stand before the first difference. */
const WINDOW_TOKENS = 240;
const LEAD_TOKENS = 8;

/**
 * Compares a turn's prompt with what was held before it: the sequence of the nearest earlier answer on its path;
 * for the first answer after a fork, of the turn that was left. Null when nothing was held.
 *
 * @param left the turn that a fork left, where the classifier named one.
 */
export function promptDivergence(
  recording: Recording,
  view: SessionView,
  { samples }: Pick<LineariseResult, "samples">,
  turnIndex: number,
  left: number | null,
): PromptDivergence | null {
  const turn = recording.turns[turnIndex - 1];
  const heldTurn = left ?? answerBefore(view.nodes, view.turns[turnIndex - 1]?.node ?? null);
  const held = heldTurn === null ? undefined : recording.turns[heldTurn - 1];
  if (!turn || !held || heldTurn === null) return null;
  const answerStart = recording.prompts.length(heldTurn);
  const heldLength = answerStart + held.outputIds.length;
  const promptLength = recording.prompts.length(turnIndex);
  const common = recording.prompts.commonPrefix(heldTurn, turnIndex);
  const opens = samples.some((sample) => sample.turns[0] === turnIndex);
  const start = Math.max(0, common - LEAD_TOKENS);
  const side = (of: number, length: number): readonly number[] =>
    Array.from(sequenceIds(recording, of, start, Math.min(length, start + WINDOW_TOKENS)));
  return {
    turn: turnIndex,
    held_turn: heldTurn,
    held_length: heldLength,
    prompt_length: promptLength,
    common,
    answer_start: answerStart,
    answer_length: held.outputIds.length,
    output_length: turn.outputIds.length,
    verdict: common === heldLength ? "clean" : opens ? "forked" : "realigned",
    window_start: start,
    held: side(heldTurn, heldLength),
    incoming: side(turnIndex, promptLength),
  };
}

function answerBefore(nodes: readonly NodeView[], at: number | null): number | null {
  for (let next = nodes[at ?? -1]?.parent ?? -1; next >= 0; next = nodes[next]?.parent ?? -1) {
    const turn = nodes[next]?.turn;
    if (turn !== null && turn !== undefined) return turn;
  }
  return null;
}
