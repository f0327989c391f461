/** A session in which a cause shows, and the place in it. */
export interface CauseExample {
  readonly session: string;
  readonly revision: number;
  /** The message whose prompt or answer it is; null when it is no place in the tree. */
  readonly node: string | null;
}
