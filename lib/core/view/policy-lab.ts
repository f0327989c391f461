import type { PolicyFigures } from "../compare-policies";

/** What `GET /api/sessions/{id}/lab` answers: what each policy makes of one recording. */
export interface PolicyLab {
  readonly policies: readonly PolicyFigures[];
  /** The policy whose thresholds are meant, and the thresholds at which its outcome may change, in tokens. */
  readonly policy: string;
  readonly breakpoints: readonly number[];
}
