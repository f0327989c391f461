/** A place of a session that somebody points at. */
export interface ShownPlace {
  /** Path and query of the page that shows it. */
  readonly page: string;
  /** Why it is worth a look. */
  readonly sentence: string;
  /** Who points: a person where a proxy names one, else whose key it was. */
  readonly by: string;
}

/** A change of a session, for live views. */
export interface SessionChange {
  readonly session: string;
  readonly revision: number;
  /** `shown`: somebody points at a place of it, and nothing of it changed. */
  readonly kind: "opened" | "turn" | "delivery" | "finished" | "dropped" | "changed" | "shown";
  readonly turn: number | null;
  readonly shown?: ShownPlace;
}
