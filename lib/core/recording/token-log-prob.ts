/** A token and its log-prob, in nats; NaN where it is unknown. */
export interface TokenLogProb {
  readonly id: number;
  readonly logProb: number;
}
