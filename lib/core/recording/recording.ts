import type { Turn } from "./turn";

/**
 * The prompt token ids of a session's turns. Prompts of one session share nearly everything, so a source may keep them
 * as runs that copy from earlier turns. Planning samples never needs them whole.
 *
 * A turn's *sequence* is its prompt ids followed by its output ids.
 */
export interface PromptSource {
  /** Prompt length of a turn, in tokens. */
  length(turnIndex: number): number;
  /** Prompt ids `[from, to)` of a turn; the caller must not write to the array. */
  ids(turnIndex: number, from?: number, to?: number): Int32Array;
  /** Length of the longest common prefix of one turn's sequence and another, later turn's prompt. */
  commonPrefix(heldTurnIndex: number, promptTurnIndex: number): number;
}

/** The calls of a session as recorded: the input of `linearise`. `turns[i].index === i + 1`. */
export interface Recording {
  readonly turns: readonly Turn[];
  readonly prompts: PromptSource;
}
