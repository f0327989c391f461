/** What the engine says it sampled: ids and log-probs after exactly these input ids. */
export interface SampledGeneration {
  readonly input_ids: readonly number[];
  readonly output_ids: readonly number[];
  readonly log_probs: readonly number[];
}

/** A training sample as slime reads it: mask and log-probs cover the last `response_length` tokens. */
export interface TrainingSample {
  readonly tokens: readonly number[];
  readonly response_length: number;
  readonly loss_mask: readonly number[];
  readonly rollout_log_probs: readonly number[];
}

/**
 * Finds the trained tokens that the engine did not sample at that position, after exactly the tokens before them,
 * with exactly that log-prob. An empty list is the proof that there is none.
 *
 * @returns Positions in `sample.tokens`.
 */
export function unprovenTokens(
  sample: TrainingSample,
  generations: readonly SampledGeneration[],
): readonly number[] {
  const responseStart = sample.tokens.length - sample.response_length;
  const logProbAt = (position: number) => sample.rollout_log_probs[position - responseStart];
  const proven = new Set<number>();
  for (const { input_ids, output_ids, log_probs } of generations) {
    if (!input_ids.every((id, position) => sample.tokens[position] === id)) continue;
    for (const [offset, id] of output_ids.entries()) {
      const position = input_ids.length + offset;
      if (sample.tokens[position] !== id) break;
      if (logProbAt(position) === log_probs[offset]) proven.add(position);
    }
  }
  return sample.loss_mask.flatMap((mask, offset) => {
    const position = responseStart + offset;
    return mask === 1 && !proven.has(position) ? [position] : [];
  });
}
