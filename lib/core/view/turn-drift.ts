import type { Turn } from "@/lib/core/recording/turn";

/** What the audit found where a turn's prompt and the other way to build it differ. */
export interface TurnDrift {
  /** `spared`: grafted, where a full render would have changed tokens; `suffered`: rendered, and it did change them. */
  readonly kind: "spared" | "suffered";
  /** Position in the prompt of the first token that differs. */
  readonly divergence: number;
  /** Held tokens that the other prompt does not have there. */
  readonly changed_tokens: number;
  readonly cause: string;
}

/**
 * Reads a turn's audit. Null where there was none yet, or where nothing differs.
 *
 * @example
 * turnDrift({ promptBuild: "graft", audit: { divergence: 480, changedTokens: 27, cause: "reasoning stripped", … } });
 * // { kind: "spared", divergence: 480, changed_tokens: 27, cause: "reasoning stripped" }
 */
export function turnDrift({ promptBuild, audit }: Pick<Turn, "promptBuild" | "audit">): TurnDrift | null {
  if (audit === null || audit.divergence === null || audit.cause === null) return null;
  return {
    kind: promptBuild === "graft" ? "spared" : "suffered",
    divergence: audit.divergence,
    changed_tokens: audit.changedTokens,
    cause: audit.cause,
  };
}

/** Why the turn's prompt was not grafted on what was sampled before it, in a sentence; null where it was. */
export function graftRefusal({ graft }: Pick<Turn, "graft">): string | null {
  if (graft === null || graft.refusal === null) return null;
  return graft.detail || graft.refusal.replaceAll("_", " ");
}
