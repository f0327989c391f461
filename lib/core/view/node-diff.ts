import type { PromptDivergence } from "./prompt-divergence";
import type { TokenPieces } from "./token-pieces";

/** What `GET /api/sessions/{id}/nodes/{node}/diff` answers: held tokens against the incoming prompt. */
export interface NodeDiff extends PromptDivergence {
  /** As the classifier names it; null when no fork or audit says. */
  readonly cause: string | null;
  /** The policy's fork threshold, in tokens. */
  readonly threshold: number;
  readonly pieces: TokenPieces;
}
