/** What `GET /api/list/beside` answers: the next or the previous session of a list. */
export interface SessionBeside {
  /** Its id; null at the end of the list. */
  readonly session: string | null;
  /** Where it stands, from 1; null without one. */
  readonly place: number | null;
  /** How many sessions the list has. */
  readonly of: number;
}
