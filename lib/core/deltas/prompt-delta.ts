/**
 * A stretch of a list that repeats `[start, start + length)` of an earlier turn's sequence, or, when `turn` is 0,
 * that range of the delta's own literals. A turn's *sequence* is its list followed by what the turn added to it:
 * for token ids, the prompt followed by the output.
 */
export interface DeltaRun {
  readonly turn: number;
  readonly start: number;
  readonly length: number;
}

/**
 * A list of integers (prompt token ids, message numbers) told as what it takes over from earlier turns of its
 * session and what is new. Runs cover the list in order without gaps.
 *
 * @example
 * // Turn 1 was asked [7, 8] and answered [9]; turn 2 is asked [7, 8, 9, 5].
 * { runs: [{ turn: 1, start: 0, length: 3 }, { turn: 0, start: 0, length: 1 }], literals: Int32Array.of(5) }
 */
export interface PromptDelta {
  readonly runs: readonly DeltaRun[];
  readonly literals: Int32Array;
}

/** The delta of a list that shares nothing with an earlier one. */
export function literalDelta(ids: Int32Array): PromptDelta {
  return { runs: ids.length > 0 ? [{ turn: 0, start: 0, length: ids.length }] : [], literals: ids };
}
