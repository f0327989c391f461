/** Something that does not agree with what was recorded. */
export interface Fault {
  readonly session: string;
  /** The turn at fault, from 1; null when it is not one turn's. */
  readonly turn: number | null;
  /** The sample at fault, from 0; null when it is not one sample's. */
  readonly sample: number | null;
  readonly reason: string;
}
