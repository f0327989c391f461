import { objectOf } from "@/lib/core/json/object-of";
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
 * turnDrift({ promptBuild: "graft", facts: { audit: { divergence: 480, changed_tokens: 27, cause: "reasoning stripped" } } });
 * // { kind: "spared", divergence: 480, changed_tokens: 27, cause: "reasoning stripped" }
 */
export function turnDrift({ promptBuild, facts }: Pick<Turn, "promptBuild" | "facts">): TurnDrift | null {
  const audit = objectOf(facts.audit);
  const { divergence, changed_tokens: changed, cause } = audit;
  if (typeof divergence !== "number" || typeof changed !== "number" || typeof cause !== "string") return null;
  return {
    kind: promptBuild === "graft" ? "spared" : "suffered",
    divergence,
    changed_tokens: changed,
    cause,
  };
}

/** Why the turn's prompt was not grafted on what was sampled before it, in a sentence; null where it was. */
export function graftRefusal({ facts }: Pick<Turn, "facts">): string | null {
  const { refusal, detail } = objectOf(facts.graft);
  if (typeof refusal !== "string") return null;
  return typeof detail === "string" && detail !== "" ? detail : refusal.replaceAll("_", " ");
}
