import type { PolicyFigures } from "@/lib/core/lab/compare-policies";
import type { RetokeniseBaseline } from "@/lib/core/lab/retokenise-baseline";

/** What `GET /api/sessions/{id}/lab` answers: what each policy makes of one recording. */
export interface PolicyLab {
  readonly policies: readonly PolicyFigures[];
  /** The policy whose thresholds are meant, and the thresholds at which its outcome may change, in tokens. */
  readonly policy: string;
  readonly breakpoints: readonly number[];
  /** The training of a pipeline that passes text; null when no turn was audited. */
  readonly retokenise: RetokeniseBaseline | null;
}
