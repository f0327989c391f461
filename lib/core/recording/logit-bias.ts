/** What is added to one token's logit, from -100 (never sampled) to 100 (sampled wherever it can be). */
export interface LogitBias {
  readonly id: number;
  readonly bias: number;
}
