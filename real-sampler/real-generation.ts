/** One generation as the sampler knows it. */
export interface RealGeneration {
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
  readonly logProbs: readonly number[];
}
