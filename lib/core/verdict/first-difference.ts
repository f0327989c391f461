import type { Recording } from "@/lib/core/recording/recording";
import { alignIds } from "@/lib/core/tokens/align-ids";

/** Where a prompt first spells an answer otherwise than it was sampled. */
export interface FirstDifference {
  /** The turn that sampled the answer, and the one whose prompt holds it otherwise. */
  readonly turn: number;
  readonly by: number;
  /** Position in the answer of the first token that differs. */
  readonly at: number;
  /** The tokens that differ there, at most 8 a side; one side may have none. */
  readonly held: readonly number[];
  readonly incoming: readonly number[];
}

/** Tokens on either side that are aligned to see where the two agree again: enough for a word or a call, cheap on any answer. */
const ALIGNED_TOKENS = 64;
const MOST_SHOWN = 8;

/**
 * The first difference between what a turn left and what a later prompt holds in its place; null where the prompt
 * begins with all of it.
 *
 * @example
 * // turn 1 sampled [6, 2480, 8], turn 2's prompt holds [6, 282, 617, 8] there
 * firstDifference(recording, 1, 2); // { turn: 1, by: 2, at: 1, held: [2480], incoming: [282, 617] }
 */
export function firstDifference(
  { turns, prompts }: Recording,
  turn: number,
  by: number,
): FirstDifference | null {
  const output = turns[turn - 1]?.outputIds;
  if (!output) return null;
  const answerStart = prompts.length(turn);
  const common = prompts.commonPrefix(turn, by);
  if (common < answerStart || common >= answerStart + output.length) return null;
  const at = common - answerStart;
  const held = output.subarray(at, at + ALIGNED_TOKENS);
  // What follows the answer in the prompt is new, and no spelling of it.
  const next = turns[by - 1]?.messageStarts?.find((start) => start > common) ?? prompts.length(by);
  const incoming = prompts.ids(by, common, Math.min(common + ALIGNED_TOKENS, next));
  const run = alignIds(held, incoming).find(({ equal }) => !equal);
  if (!run) return null;
  return {
    turn,
    by,
    at: at + run.a,
    held: Array.from(held.subarray(run.a, run.a + Math.min(run.aLength, MOST_SHOWN))),
    incoming: Array.from(incoming.subarray(run.b, run.b + Math.min(run.bLength, MOST_SHOWN))),
  };
}
