import type { TokenPieces } from "./token-pieces";

/** What `GET /api/sessions/{id}/turns/{turn}/tokens` answers: a range of a turn's prompt and answer. */
export interface TurnSequence {
  readonly turn: number;
  /** Position of the first id, and how many ids the whole sequence has. */
  readonly start: number;
  readonly length: number;
  readonly ids: readonly number[];
  readonly pieces: TokenPieces;
}
