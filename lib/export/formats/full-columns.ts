import type { ExportedSample } from "@/lib/export/exported-sample";

/** Mask and log-probs of a sample over all of its tokens, prompt included: 0 and 0.0 where not trained. */
export interface FullColumns {
  readonly mask: Uint8Array;
  readonly logProbs: Float64Array;
}

/**
 * Spreads the columns of the response region over the whole sequence, for trainers that split nothing.
 *
 * @example
 * // tokens [7, 8, 9], responseLength 1, lossMask [1], logProbs [-0.5]
 * fullColumns(exported); // { mask: [0, 0, 1], logProbs: [0, 0, -0.5] }
 */
export function fullColumns({ columns, promptIds }: ExportedSample): FullColumns {
  const mask = new Uint8Array(columns.tokens.length);
  const logProbs = new Float64Array(columns.tokens.length);
  mask.set(columns.lossMask, promptIds.length);
  logProbs.set(columns.logProbs, promptIds.length);
  return { mask, logProbs };
}
